"""A rule over vague times: words that name an event are exact, and stand elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.checks.conflicting_facts import LibraryFacts
from aviso.core.any_case import NEVER
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.i18n.language_data import load_language_data
from aviso.model.localized import LocalizedText

EVENT_CALLED_VAGUE = Rule(
    "facts/event-called-vague",
    "Retention calls vague what names an event, or says that there is no end",
    why="The notice marks vague words with “no exact period given”. “Until the item is returned” "
    "is exact, and “forever” is too: the mark would blame the document for what it says plainly.",
    cure="Write the event under until, or under after with a period: an id of "
    "data/terms/events.yml, or words of your own that complete “until …”. Write then: "
    "kept-forever for what is never deleted.",
    severity="warning",
    example="vague: {en: until the item is returned, …}, in place of until: returned",
)
WORD = re.compile(r"[^\W\d_]{4,}")
# How many letters of a word tell what it is about: returned, returns.
STEM = 5
FOREVER = "Write then: kept-forever in place of vague."


def events_are_not_called_vague(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """What stands under vague names no event and no time without an end."""
    for index, practice in enumerate(facts.library.practices):
        for number, stage in enumerate(practice.stages):
            hint = _advise(stage.vague, facts) if stage.vague else ""
            if stage.vague and hint:
                path = ("practices", index, "retention", *((number,) if _is_list(practice) else ()))
                yield EVENT_CALLED_VAGUE.at(
                    facts.place.file,
                    facts.find_line(*path, "vague"),
                    f"the practice “{practice.id}” calls “{stage.vague.in_complaints}” vague, and "
                    "the site would say that no exact period is given",
                    hint,
                    (practice.id, facts.library_id),
                )


def _is_list(practice: object) -> bool:
    return isinstance(getattr(practice, "retention", None), tuple)


def _advise(vague: LocalizedText, facts: LibraryFacts) -> str:
    """Return what to write in the place of words that are not vague, or ""."""
    for locale in vague.locales:
        text, named = vague.select_locale(locale), load_language_data(locale).events_named
        if named.get("forever", NEVER).is_in(text):
            return FOREVER
        if named.get("event", NEVER).is_in(text) and not named["no_event"].is_in(text):
            known = _find_event(text, locale, facts)
            written = f"until: {known}" if known else "until, in words that complete “until …”"
            return (
                f"Write {written}, in place of vague; or after with a period, if the time is "
                "counted from it. Events are in data/terms/events.yml."
            )
    return ""


def _find_event(text: str, locale: str, facts: LibraryFacts) -> str:
    """Return the id of the event whose words a text has, if it is one alone."""
    stems = _list_stems(text)
    found = [
        name
        for name, event in facts.records.terms.get("events", {}).items()
        if locale in event.label.locales and _list_stems(event.label.select_locale(locale)) <= stems
    ]
    return found[0] if len(found) == 1 else ""


def _list_stems(text: str) -> set[str]:
    return {word[:STEM].lower() for word in WORD.findall(text)}
