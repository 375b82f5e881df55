"""Writes the new addresses that a run found, after requesting them once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from aviso.apps.links.checker import CheckedAddress
from aviso.apps.links.collect import AddressUse
from aviso.apps.links.rewrite import write_new_address
from aviso.core.address_languages import find_language
from aviso.core.file_edits import CannotEdit
from aviso.core.project import Project
from aviso.core.web.classification import classify
from aviso.core.web.rate_limiter import RequestPolicy


@dataclass
class Fixes:
    """What was written, and what could not be written and why."""

    written: list[tuple[CheckedAddress, AddressUse]] = field(default_factory=list)
    refused: list[tuple[AddressUse, str]] = field(default_factory=list)


async def ask_again(findings: Iterable[CheckedAddress], policy: RequestPolicy) -> dict[str, str]:
    """Request each new address; return what is wrong with those that may not be written.

    The answer behind a finding may be hours old.
    """
    from aviso.core.web.fetcher import Fetcher

    faults = {}
    async with Fetcher(policy) as fetcher:
        for new in sorted({finding.verdict.new_address for finding in findings}):
            answer = await fetcher.fetch_answer(new, [])
            verdict = classify(new.partition("#")[0], answer)
            # A finding is about the old address; a temporary redirect keeps its address.
            if verdict.group not in ("sound", "insecure") or answer.status != HTTPStatus.OK:
                faults[new] = verdict.message or f"answers {answer.status}"
    return faults


def list_fixable(findings: Iterable[CheckedAddress]) -> list[CheckedAddress]:
    """Return the findings with a known new address that nobody has accepted."""
    return [one for one in findings if one.verdict.new_address and not one.accepted]


def fix_links(
    project: Project, findings: Iterable[CheckedAddress], faults: dict[str, str]
) -> Fixes:
    """Write every known new address into its files, except those with ``faults``."""
    fixes = Fixes()
    for finding in list_fixable(findings):
        new = finding.verdict.new_address
        for use in finding.uses:
            try:
                if new in faults:
                    raise CannotEdit(f"{new} {faults[new]} when requested again")
                _check_language(finding.address, new, use, project.locales.locales)
                write_new_address(project, use, finding.address, new)
                fixes.written.append((finding, use))
            except (CannotEdit, OSError) as error:
                fixes.refused.append((use, str(error)))
    return fixes


def _check_language(old: str, new: str, use: AddressUse, locales: tuple[str, ...]) -> None:
    """Raise CannotEdit if readers of one language would land on a page in another."""
    before, after = find_language(old, locales), find_language(new, locales)
    wanted = use.locale or before
    if wanted and after not in ("", wanted, before):
        raise CannotEdit(f"{new} is a page in another language; a person must look")
