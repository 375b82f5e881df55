"""A sentence that a coordinator sets aside counts in neither text."""

from __future__ import annotations

from datetime import date

import pytest

from aviso.apps.policies.compare import compare_policies
from aviso.apps.policies.extract import PolicyText
from aviso.apps.policies.set_aside import AcceptedSentences, SetAside
from aviso.core.yaml_positions import PositionedValue
from aviso.model.record import InconsistentRecord
from aviso.model.upkeep import AcceptedSentence

TODAY = date(2026, 6, 2)


def entry(sentence: str, until: str = "2026-06-02", vendor: str = "pagewell") -> AcceptedSentence:
    return AcceptedSentence(
        vendor=vendor, sentence=sentence, reason="The weather.", until=date.fromisoformat(until)
    )


def text(degrees: str, period: str = "90 days", more: tuple[str, ...] = ()) -> PolicyText:
    return PolicyText((f"We keep it for {period}.", f"It is now {degrees} in Town!", *more))


def has_changed(aside: SetAside, before: PolicyText, now: PolicyText, has_text: bool) -> bool:
    reviewed = aside.write_digests(before).split()
    left, sentences = aside.remove_from_reviewed(reviewed, before.sentences if has_text else None)
    return not compare_policies(left, aside.remove_from(now), sentences).is_empty


@pytest.mark.parametrize("has_text", [True, False])
def test_only_the_sentence_that_is_set_aside_does_not_count(has_text: bool) -> None:
    aside = SetAside((entry("it is now * in town"),))
    assert not has_changed(aside, text("70 °F"), text("65 °F"), has_text)
    assert not has_changed(aside, text("70 °F"), PolicyText(text("").sentences[:1]), has_text)
    assert has_changed(aside, text("70 °F"), text("70 °F", "two years"), has_text)
    assert has_changed(aside, text("7"), text("7", more=("It is now.",)), has_text)
    assert has_changed(SetAside(), text("70 °F"), text("65 °F"), has_text)


def test_an_entry_made_after_the_review_needs_the_text_or_the_whole_sentence() -> None:
    before, now = text("70 °F"), PolicyText(text("").sentences[:1])
    for sentence, sentences, is_changed in (
        ("It is now * in Town!", before.sentences, False),
        ("It is now * in Town!", None, True),
        ("It is now 70 °F in Town!", None, False),
    ):
        aside = SetAside((entry(sentence),))
        left, kept = aside.remove_from_reviewed(before.digests, sentences)
        assert compare_policies(left, aside.remove_from(now), kept).is_empty is not is_changed


def test_an_entry_that_has_ended_or_matches_nothing_is_reported() -> None:
    entries = (
        entry("It is now * in Town."),
        entry("It is now * in Town.", "2026-06-01"),
        entry("It is now * in Village."),
        entry("Anything else.", vendor="unread"),
        entry("Anything else.", vendor="unknown"),
    )
    accepted = AcceptedSentences(entries, PositionedValue({}), TODAY)
    assert accepted.find("pagewell").entries == (entries[0], entries[2])
    faults = accepted.find_faults([("pagewell", text("70"))], {"unread"})
    assert [one.rule for one in faults] == [
        "config/suppression-expired",
        "config/suppression-matches-nothing",
        "config/suppression-matches-nothing",
    ]
    assert accepted.find_faults([("pagewell", text("70"))], (), ["another"]) == []


def test_an_entry_for_nearly_everything_is_refused() -> None:
    with pytest.raises((InconsistentRecord, ValueError)):
        entry("* the *")
