"""Writes retention periods in the words of a language, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping

from aviso.i18n.catalog import Catalog
from aviso.model.localized import LocalizedText
from aviso.model.retention import LENGTHS, NONE, Retention
from aviso.model.vocabulary import Term

Terms = Mapping[str, Mapping[str, Term]]


def describe_stage(words: Catalog, stage: Retention, terms: Terms) -> str:
    """Return one stage as a line: "Clips of an incident: 3 years after the incident is closed".

    ``terms`` are the words of the vocabularies. The line begins with a capital letter.
    """
    is_alone = stage.of is None
    time = _describe_time(words, stage, terms)
    if stage.then and not stage.is_forever:
        then = words.get_string(f"kept.then.{stage.then}")
        time = words.get_string("kept.then", time=time, then=then)
    if stage.exceptions:
        exceptions = words.get_text(stage.exceptions)
        time = words.get_string("kept.except", time=time, exceptions=exceptions)
    if is_alone:
        return begin_with_capital(time)
    data = _name(words, stage.of, terms["data_categories"])
    line = words.get_string("kept.of", data=data, time=begin_with_small(time))
    return begin_with_capital(line)


def describe_within_sentence(words: Catalog, stages: tuple[Retention, ...], terms: Terms) -> str:
    """Return all stages as text for the middle of a sentence.

    A single length of time is written alone: the page itself says whether it is a limit ("for at
    most 7 days").
    """
    if len(stages) == 1 and (length := _find_plain_length(stages[0])):
        return words.format_period(length)
    lines = (begin_with_small(describe_stage(words, stage, terms)) for stage in stages)
    return words.get_string("semicolon").join(lines)


def begin_with_capital(text: str) -> str:
    """Return a text with a capital first letter, if its script has capitals."""
    return text[:1].upper() + text[1:]


def begin_with_small(text: str) -> str:
    """Return a text with a lowercase first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _find_plain_length(stage: Retention) -> str:
    """Return the length of time of a stage that says nothing else, or ""."""
    said = {key for key in Retention.model_fields if getattr(stage, key) is not None}
    is_plain = len(said) == 1 and said <= set(LENGTHS) and stage.period != NONE
    return next(iter(stage.lengths.values())) if is_plain else ""


def _describe_time(words: Catalog, stage: Retention, terms: Terms) -> str:
    """Return how long, or until when, or the source's own vague words."""
    if stage.vague:
        return words.get_text(stage.vague)
    if stage.is_forever:
        return words.get_string("kept.forever")
    lengths = {key: words.format_period(one) for key, one in stage.lengths.items() if one != NONE}
    if stage.until:
        return _describe_until(words, _name(words, stage.until, terms["events"]), lengths)
    event = _name(words, stage.after, terms["events"]) if stage.after else ""
    if stage.period == NONE:
        return words.get_string("kept.none_after" if event else "kept.none", event=event)
    time = _describe_length(words, lengths)
    return words.get_string("kept.after", time=time, event=event) if event else time


def _describe_length(words: Catalog, lengths: Mapping[str, str]) -> str:
    if len(lengths) == 2:
        least, most = lengths["at_least"], lengths["at_most"]
        return words.get_string("kept.range", least=least, most=most)
    key, period = next(iter(lengths.items()))
    if key == "period":
        return period
    return words.get_string("at_most" if key == "at_most" else f"kept.{key}", period=period)


def _describe_until(words: Catalog, event: str, lengths: Mapping[str, str]) -> str:
    if len(lengths) == 2:
        least, most = lengths["at_least"], lengths["at_most"]
        return words.get_string("kept.until_range", event=event, least=least, most=most)
    if not lengths:
        return words.get_string("kept.until", event=event)
    key, period = next(iter(lengths.items()))
    return words.get_string(f"kept.until_{key}", event=event, period=period)


def _name(words: Catalog, named: str | LocalizedText | None, terms: Mapping[str, Term]) -> str:
    """Return the label of a term, or the library's own words."""
    return words.get_text(terms[named].label if isinstance(named, str) else named)
