"""Compares privacy policies with the register, and records reviews of them.

Needs the packages of the extra ``watch``.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field, replace
from datetime import date

import click

from aviso.apps.override import CannotOverride, override
from aviso.apps.policies.register import (
    RegisterTooLarge,
    load_text,
    save_text,
    write_register,
    write_reviewed_on,
)
from aviso.apps.policies.rules import RULES
from aviso.apps.policies.set_aside import AcceptedSentences
from aviso.apps.policies.watcher import (
    STATES,
    Observation,
    list_policies,
    make_baseline,
    observe_policies,
)
from aviso.cli.policies_report import format_json, format_text, summarize
from aviso.cli.state_filter import StateFilter
from aviso.core import report_formats
from aviso.core.diagnostics import has_errors
from aviso.core.file_edits import CannotEdit
from aviso.core.package import PREFIX
from aviso.core.project import VENDORS_FOLDER, Project, name_vendor_file
from aviso.core.rules import Selection
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.suggestions import suggest
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.records import Records
from aviso.model.repository import load_records
from aviso.model.upkeep import WatchedPolicy, WatchedText


@dataclass(frozen=True)
class WatchOptions:
    """The options of the command."""

    form: str
    vendors: tuple[str, ...]
    today: date
    is_strict: bool = False
    selection: Selection = field(default_factory=Selection)


def watch_policies(project: Project, policy: RequestPolicy, options: WatchOptions) -> int:
    """Compare the policies, update the register, print, and return the exit status."""
    records = _load_sound_records(project, options.vendors)
    if records is None:
        return 1
    accepted = AcceptedSentences.load(project, options.today)
    observations = asyncio.run(
        observe_policies(
            list_policies(records, options.vendors, accepted.find),
            policy,
            options.today,
            lambda key: load_text(project, key),
        )
    )
    observations.sort(key=lambda one: (STATES.index(one.state), one.policy.key))
    for one in observations:
        if one.state == "first" and one.text and one.entry:
            save_text(project, one.policy.key, one.text)
    fault = ""
    is_written = False
    try:
        is_written = write_register(project, _update_register(records, observations))
    except RegisterTooLarge as error:
        fault = str(error)
    seen = [(one.policy.vendor, one.text) for one in observations if one.text]
    unread = {one.policy.vendor for one in observations if not one.text}
    wanted = StateFilter(project, options.selection, options.today)
    observations = [
        one
        for one in observations
        if wanted.keeps(RULES.get(one.state), name_vendor_file(one.policy.vendor), 1)
    ]
    if not options.vendors:
        wanted.warn_of_unused(RULES.values())
    if text := report_formats.format_text(
        options.selection.filter(accepted.find_faults(seen, unread, options.vendors)),
        with_rules=True,
    ):
        click.echo(text, err=True)
    click.echo(format_json(observations) if options.form == "json" else format_text(observations))
    click.echo(summarize(observations), err=True)
    if is_written:
        click.echo("written: data/watch.yml", err=True)
    if fault:
        click.echo(f"not written: {fault}", err=True)
        return 1
    has_changes = any(one.state in ("changed", "other-language", "gone") for one in observations)
    return 1 if options.is_strict and has_changes else 0


def record_review(
    project: Project, vendor: str, day: date, policy: RequestPolicy, is_offline: bool
) -> int:
    """Record that somebody read a company's policy on a day, and return the exit status.

    The day goes into the company's file, the text of today into the register.
    """
    _copy_from_package(project, vendor)
    records = _load_sound_records(project, (vendor,))
    if records is None:
        return 1
    try:
        write_reviewed_on(project, vendor, day)
    except CannotEdit as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"written: data/vendors/{vendor}.yml: reviewed_on: {day}")
    accepted = AcceptedSentences.load(project, day)
    editions = [
        replace(one, reviewed_on=day, known=None)
        for one in list_policies(records, (vendor,), accepted.find)
    ]
    observations = (
        [] if is_offline else asyncio.run(observe_policies(editions, policy, day, lambda key: None))
    )
    entries: dict[str, WatchedText] = {}
    for one in observations:
        if one.text:
            save_text(project, one.policy.key, one.text)
            entries[one.policy.locale] = make_baseline(one.policy, one.text, day)
        else:
            click.echo(
                f"{one.policy.address} {one.message}: "
                "`aviso watch` will compare it with the text that it reads next.",
                err=True,
            )
    # Without the text of that day, later texts must not be compared with an older one.
    try:
        is_written = write_register(project, {**records.watched, vendor: WatchedPolicy(entries)})
    except RegisterTooLarge as error:
        raise click.ClickException(str(error)) from None
    if is_written:
        click.echo("written: data/watch.yml")
    return 0


def _copy_from_package(project: Project, vendor: str) -> None:
    """Copy the record of a company that comes with Aviso: a review is the project's own."""
    name = name_vendor_file(vendor)
    if re.fullmatch(IDENTIFIER_PATTERN, vendor) and not project.is_own(project.find(name)):
        try:
            for path in override(project, "vendor", vendor):
                click.echo(f"written: {project.name_file(path)}")
        except CannotOverride as error:
            raise click.ClickException(str(error)) from None


def _load_sound_records(project: Project, vendors: tuple[str, ...]) -> Records | None:
    """Load the records; print the problems and return None if those of companies have errors.

    Raises UsageError for a vendor that does not exist or that no library uses.
    """
    records, problems = load_records(project)
    for name in vendors:
        if name not in records.known["vendor"]:
            hint = suggest(name, records.known["vendor"])
            raise click.UsageError(f'There is no vendor "{name}" in data/vendors/. {hint}'.strip())
    mine = [
        problem
        for problem in problems
        if problem.file.removeprefix(PREFIX).startswith((f"{VENDORS_FOLDER}/", "data/watch.yml"))
    ]
    if has_errors(mine):
        click.echo(report_formats.format_text(mine, with_rules=True))
        return None
    for name in vendors:
        if ("vendor", name) not in records.places:
            raise click.UsageError(
                f'The vendor "{name}" comes with Aviso, and no library of the project uses it.'
            )
    return records


def _update_register(records: Records, observations: list[Observation]) -> dict[str, WatchedPolicy]:
    """Return the register after these observations, without companies that no longer exist."""
    found = {
        name: entry for name, entry in records.watched.items() if name in records.known["vendor"]
    }
    for one in observations:
        if one.entry:
            before = found.get(one.policy.vendor, WatchedPolicy())
            found[one.policy.vendor] = WatchedPolicy({**before.root, one.policy.locale: one.entry})
    return found
