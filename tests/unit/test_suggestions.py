"""A hint mends a slip of the fingers, and never names another fact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from aviso.core.suggestions import DIFFERENT, find_closest, may_suggest, suggest
from tests.support.paths import ROOT

FORBIDDEN = [
    # The statements of another library.
    ("EX-01", "DEN-01"),
    ("EX-09", "CH-09"),
    ("ex-09", "EY-09"),
    ("EXAM-1", "EXAN-1"),
    # Other numbers, sections, dates and periods.
    ("RL-10", "RL-02"),
    ("III.B.1", "III.B.2"),
    ("III.B.1", "II.B.1"),
    ("III.B", "III.C"),
    ("section-xii", "section-xiv"),
    ("policy-8", "policy-7"),
    ("2021-07-01", "2021-07-02"),
    ("2021-07", "2021"),
    ("12 months", "2 months"),
    ("30 days", "30 weeks"),
    ("seven-years", "seventy-years"),
    ("tuesday", "thursday"),
    ("june", "july"),
    # Opposites, and slips of them.
    ("at_least", "at_most"),
    ("at_leest", "at_most"),
    ("opt_in", "opt_out"),
    ("opt-inn", "opt-out"),
    ("before", "after"),
    ("include", "exclude"),
    ("included", "excluded"),
    ("inclded", "excluded"),
    ("unverified", "verified"),
    ("not-sent", "sent"),
    ("sent", "not-sent"),
    ("minimum", "maximum"),
    ("from_age", "to_age"),
    ("on", "no"),
    # Claims.
    ("maybe", "yes"),
    ("nope", "no"),
    ("not", "no"),
    ("noo", "no"),
    ("yess", "yes"),
    ("know", "no"),
    ("unknown", "no"),
    ("everything", "nothing"),
    # Other words that are merely alike.
    ("ma-gl-78-7", "ca-gov-7284"),
    ("ca-gov-6267", "ga-gov-6267"),
    ("computers", "cameras"),
    ("messages", "cameras"),
    ("cameras", "card"),
    ("retention", "parent_company"),
    ("mail", "email"),
    ("data", "date"),
    ("", "no"),
]
MENDED = [
    ("emial", "email"),
    ("crad", "card"),
    ("ebook", "ebooks"),
    ("lend", "lending"),
    ("river-side", "riverside"),
    ("not_sent", "not-sent"),
    ("Hoopla", "hoopla"),
    ("unkown", "unknown"),
    ("old-akt", "old-act"),
    ("EX-1", "EX-01"),
    ("ex-01", "EX-01"),
    ("polcy-7", "policy-7"),
    ("anos", "años"),
    ("verifed", "verified"),
]


@pytest.mark.parametrize(("word", "known"), FORBIDDEN)
def test_another_fact_is_never_suggested(word: str, known: str) -> None:
    assert not may_suggest(word, known)
    assert suggest(word, [known]) == ""


@pytest.mark.parametrize(("word", "known"), MENDED)
def test_a_slip_is_mended(word: str, known: str) -> None:
    assert suggest(word, [known, "something-else"]) == f'Did you mean "{known}"?'


def test_of_two_that_are_equally_near_none_is_suggested() -> None:
    assert find_closest("crad", ["card"]) == "card"
    assert find_closest("crad", ["card", "crab"]) is None


def test_words_kept_apart_are_never_suggested_for_one_another_or_for_a_slip() -> None:
    for words in DIFFERENT:
        for word in words:
            for other in words - {word}:
                assert not may_suggest(word, other)
                for place in range(len(word)):
                    slip = word[:place] + word[place + 1 :]
                    if slip and slip != other:
                        assert not may_suggest(slip, other) or slip in words, (slip, other)


def list_vocabularies() -> Iterator[tuple[str, set[str]]]:
    """Every list of words that a record can name, and the keys of every record."""
    for path in sorted((ROOT / "data/terms").glob("*.yml")):
        yield path.stem, set(yaml.safe_load(path.read_text("utf-8")))
    yield "laws", set(yaml.safe_load((ROOT / "data/laws.yml").read_text("utf-8")))
    yield "vendors", {path.stem for path in (ROOT / "data/vendors").glob("*.yml")}
    words = yaml.safe_load((ROOT / "overrides/locales/en.yml").read_text("utf-8"))
    yield "interface", set(words)
    every_key: set[str] = set()
    for path in sorted((ROOT / "data/schema").glob("*.json")):
        for number, found in enumerate(list_words(json.loads(path.read_text("utf-8")))):
            yield f"{path.stem} {number}", found
            every_key |= found
    yield "all keys", every_key


def list_words(schema: Any) -> Iterator[set[str]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield set(schema["properties"])
        if isinstance(schema.get("enum"), list):
            yield {str(one) for one in schema["enum"]}
    for value in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(value, dict | list):
            yield from list_words(value)


@pytest.mark.parametrize(("name", "words"), [*list_vocabularies()])
def test_no_word_of_a_list_is_suggested_for_another(name: str, words: set[str]) -> None:
    """Who uses a word that a list has elsewhere means it. Only its plural is the same word."""
    assert words, name
    for word in words:
        found = find_closest(word, words - {word})
        assert found is None or {found, word} == {found.rstrip("s"), f"{found.rstrip('s')}s"}
