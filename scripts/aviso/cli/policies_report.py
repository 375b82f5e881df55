"""Runs ``aviso watch`` and ``aviso vendor reviewed``: from the options to what is printed, written, and the exit status."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from aviso.apps.override import CannotOverride, override
from aviso.apps.policies.register import load_text, save_text, write_register, write_reviewed_on
from aviso.apps.policies.rules import RULES
from aviso.apps.policies.watcher import (
    STATES,
    Observation,
    Policy,
    list_policies,
    make_baseline,
    observe_policies,
)
from aviso.core.diagnostics import has_errors
from aviso.core.file_edits import CannotEdit
from aviso.core.package import PREFIX
from aviso.core.project import Project
from aviso.core.report_formats import as_text
from aviso.core.rules import help_address
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.suggestions import did_you_mean
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.records import Records
from aviso.model.repository import load_records
from aviso.model.upkeep import Watched

MAXIMUM_SHOWN = 12
WORDS = {
    "changed": "changed since {since}",
    "other-language": "in another language since {since}",
    "gone": "gone",
    "moved": "moved",
    "unseen": "could not be read",
    "first": "not compared",
    "unchanged": "unchanged",
}


@dataclass(frozen=True)
class WatchOptions:
    """What the command line asks for."""

    form: str
    vendors: tuple[str, ...]
    today: date
    is_strict: bool = False


def watch(project: Project, manners: RequestPolicy, wishes: WatchOptions) -> int:
    """Look at the policies, bring the register up to date, and tell."""
    records = _sound_records(project, wishes.vendors)
    if records is None:
        return 1
    sightings = asyncio.run(
        observe_policies(
            list_policies(records, wishes.vendors),
            manners,
            wishes.today,
            lambda key: load_text(project, key),
        )
    )
    sightings.sort(key=lambda one: (STATES.index(one.state), one.policy.key))
    for one in sightings:
        if one.state == "first" and one.text and one.entry:
            save_text(project, one.policy.key, one.text)
    is_written = write_register(project, _register(records, sightings))
    click.echo(_as_json(sightings) if wishes.form == "json" else _as_text(sightings))
    counts = {state: sum(one.state == state for one in sightings) for state in STATES}
    click.echo(
        f"{len(sightings)} policies: "
        + (
            ", ".join(
                f"{count} {WORDS[state].split(' since')[0]}"
                for state, count in counts.items()
                if count
            )
            or "none"
        )
        + ".",
        err=True,
    )
    if is_written:
        click.echo("written: data/watch.yml", err=True)
    return (
        1
        if wishes.is_strict
        and any(one.state in ("changed", "other-language", "gone") for one in sightings)
        else 0
    )


def reviewed(
    project: Project, vendor: str, day: date, manners: RequestPolicy, is_offline: bool
) -> int:
    """Record that somebody read a company's policy on a day: the day in its file, and the text of today in the register."""
    _copy_from_package(project, vendor)
    records = _sound_records(project, (vendor,))
    if records is None:
        return 1
    try:
        write_reviewed_on(project, vendor, day)
    except CannotEdit as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"written: data/vendors/{vendor}.yml: reviewed_on: {day}")
    editions = [
        Policy(one.vendor, one.locale, one.address, day, None)
        for one in list_policies(records, (vendor,))
    ]
    sightings = (
        []
        if is_offline
        else asyncio.run(observe_policies(editions, manners, day, lambda key: None))
    )
    entries: dict[str, Any] = {}
    for one in sightings:
        if one.text:
            save_text(project, one.policy.key, one.text)
            entries[one.policy.locale] = make_baseline(one.policy, one.text, day)
        else:
            click.echo(
                f"{one.policy.address} {one.message}: `aviso watch` will compare with what it says when it can next be read.",
                err=True,
            )
    # Without a text of that day, nothing may be compared with an older one.
    if write_register(project, {**records.watched, vendor: Watched(**entries)}):
        click.echo("written: data/watch.yml")
    return 0


def _copy_from_package(project: Project, vendor: str) -> None:
    """Copy the record of a company that comes with Aviso: a review is the project's own."""
    name = f"data/vendors/{vendor}.yml"
    if re.fullmatch(IDENTIFIER_PATTERN, vendor) and not project.is_own(project.find(name)):
        try:
            for path in override(project, "vendor", vendor):
                click.echo(f"written: {project.name_of(path)}")
        except CannotOverride as error:
            raise click.ClickException(str(error)) from None


def _sound_records(project: Project, vendors: tuple[str, ...]) -> Records | None:
    records, problems = load_records(project)
    for name in vendors:
        if name not in records.known["vendor"]:
            raise click.UsageError(
                f'There is no vendor "{name}" in data/vendors/. {did_you_mean(name, records.known["vendor"])}'.strip()
            )
    mine = [
        problem
        for problem in problems
        if problem.file.removeprefix(PREFIX).startswith(("data/vendors/", "data/watch.yml"))
    ]
    if has_errors(mine):
        click.echo(as_text(mine, with_rules=True))
        return None
    for name in vendors:
        if ("vendor", name) not in records.places:
            raise click.UsageError(
                f'The vendor "{name}" comes with Aviso, and no library of the project uses it.'
            )
    return records


def _register(records: Records, sightings: list[Observation]) -> dict[str, Watched]:
    """The register after these sightings; companies that are no longer there are left out."""
    found = {
        name: entry for name, entry in records.watched.items() if name in records.known["vendor"]
    }
    for one in sightings:
        if one.entry:
            before = found.get(one.policy.vendor, Watched())
            found[one.policy.vendor] = before.model_copy(update={one.policy.locale: one.entry})
    return found


def _as_text(sightings: list[Observation]) -> str:
    return "\n\n".join(_paragraph(one) for one in sightings if one.state != "unchanged")


def _paragraph(one: Observation) -> str:
    since = one.entry.since.isoformat() if one.entry else ""
    reviewed_on = (
        f"; last reviewed by you on {one.policy.reviewed_on}" if one.policy.reviewed_on else ""
    )
    lines = [
        f"{one.policy.key}: {WORDS[one.state].format(since=since)}{reviewed_on} [{RULES[one.state].id}]",
        f"    {one.policy.address}",
    ]
    lines += [f"    {one.message}"] if one.message else []
    lines += (
        [f"    has moved for good to {one.new_address}; aviso links --fix writes it"]
        if one.new_address
        else []
    )
    if one.difference and not one.difference.is_empty:
        share = max(1, round(one.difference.share * 100))
        lines.append(
            f"    {share} % of it: {len(one.difference.new)} sentences new or changed, {one.difference.gone} gone or changed"
        )
        lines += [f"      {passage}" for passage in one.difference.diff[:MAXIMUM_SHOWN]]
        left = len(one.difference.diff) - MAXIMUM_SHOWN
        lines += [f"      and {left} more passages"] if left > 0 else []
    if one.state in ("changed", "other-language"):
        lines.append(
            f"    Read it, mend data/vendors/{one.policy.vendor}.yml, and type: aviso vendor reviewed {one.policy.vendor}"
        )
    return "\n".join(lines)


def _as_json(sightings: list[Observation]) -> str:
    rows = [
        {
            "vendor": one.policy.vendor,
            "edition": one.policy.locale,
            "address": one.policy.address,
            "state": one.state,
            "rule": RULES[one.state].id if one.state in RULES else None,
            "help": help_address(RULES[one.state].id) if one.state in RULES else None,
            "since": one.entry.since.isoformat() if one.entry else None,
            "reviewed_on": one.policy.reviewed_on.isoformat() if one.policy.reviewed_on else None,
            "message": one.message,
            "new_address": one.new_address or None,
            "share": round(one.difference.share, 4) if one.difference else None,
            "diff": list(one.difference.diff) if one.difference else [],
        }
        for one in sightings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
