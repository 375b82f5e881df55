"""Reports contradictions within a notice, with both places and their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from aviso.checks.ages import ages_are_shared_out
from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    accept_if_disclosed,
    name_sources,
    report_contradiction,
)
from aviso.checks.passages import Passage
from aviso.checks.practice_sense import PRACTICE_RULES
from aviso.checks.promises import (
    no_company_counts_visits,
    no_company_is_a_recipient,
    no_company_is_sent_anything,
    no_company_sets_cookies,
)
from aviso.checks.recipients import consents_leave_no_gap, shown_data_are_kept_nowhere
from aviso.checks.refused_practices import what_is_refused_is_not_done
from aviso.checks.retention_texts import find_two_times, times_agree_with_texts
from aviso.checks.retold_statements import texts_agree_with_statements
from aviso.checks.source_periods import periods_are_those_of_sources
from aviso.checks.suppressions import describe_place
from aviso.checks.unlisted_facts import contacts_are_on_a_page, named_vendors_are_listed
from aviso.checks.vague_times import events_are_not_called_vague
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.choices import are_opposite
from aviso.model.practices import Practice
from aviso.model.records import Records

NOT_SENT_BUT_RECEIVED = Rule(
    "facts/not-sent-but-received",
    "The library sends nothing to a company that says it receives the card number",
    why="A card number can only come from the library or from patrons themselves. One of the two "
    "records is wrong, or says too little.",
    cure="Find out which of the two is true, and correct the other. If both are, explain why in a "
    "note on the entry.",
    severity="warning",
)
TWO_RETENTIONS = Rule(
    "facts/two-retentions",
    "Two practices keep the same data from the same situation for different times",
    why="Readers cannot tell how long their data are kept, and the shorter of the two times would "
    "be a false promise.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="web-log: 60 days, traffic-log: 1 year, both with ip-address on the website",
)
TWO_ANSWERS_OPTIONAL = Rule(
    "facts/two-answers-optional",
    "Two practices differ on whether the same data are optional",
    why="Readers need to know this to decide whether to give the data at all.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)
TWO_ANSWERS_IDENTIFIES = Rule(
    "facts/two-answers-identifies",
    "Two practices differ on whether the same data identify a person",
    why="More laws protect data that identify a person than data that do not, so the answer must "
    "be the same.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)


def check_record(records: Records, library_id: str) -> Iterator[Diagnostic]:
    """Yield every contradiction within a valid record, and with other records; no page counts."""
    facts = LibraryFacts(records, library_id, records.libraries[library_id])
    for rule in (*CONTRADICTION_RULES, *PRACTICE_RULES, texts_agree_with_statements):
        yield from rule(facts)


def check_record_against_pages(
    records: Records, library_id: str, passages: list[Passage]
) -> Iterator[Diagnostic]:
    """Yield every contradiction between a valid record and ``passages``, the library's texts."""
    facts = LibraryFacts(records, library_id, records.libraries[library_id])
    yield from contacts_are_on_a_page(facts, passages)
    yield from named_vendors_are_listed(facts, [one for one in passages if one.is_own])


def what_is_not_sent_is_not_received(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A company to which nothing is sent does not say that it receives the card number."""
    for position, use in enumerate(facts.library.vendors):
        vendor = facts.records.vendors.get(use.vendor)
        received = vendor.data_received if vendor and vendor.data_received != "unknown" else ()
        if use.state == "not-sent" and "library-card-number" in received:
            where = describe_place(facts.records.place("vendor", use.vendor), "data_received")
            found = NOT_SENT_BUT_RECEIVED.at(
                facts.place.file,
                facts.find_line("vendors", position),
                f"says that nothing is sent to “{use.vendor}”, "
                f"whose record says that it receives the card number ({where})",
                "Find out which is true, and correct the other; or explain in a note why both are.",
                (facts.library_id, use.vendor),
            )
            yield accept_if_disclosed(found, "the note beside it" if use.note else "")


def practices_agree(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """Two practices do not say different things about the same data in the same situation."""
    for (first, one), (second, other) in combinations(enumerate(facts.library.practices), 2):
        shared = sorted(set(one.data) & set(other.data))
        if one.situation != other.situation or not shared:
            continue
        where = describe_place(facts.place, "practices", first)
        for rule, answer, other_answer in _find_disagreements(one, other):
            yield report_contradiction(
                rule,
                facts,
                facts.find_line("practices", second),
                f"the practice “{other.id}” says {other_answer} of {', '.join(shared)}, and "
                f"“{one.id}” says {answer} ({where}; {name_sources(one.source, other.source)})",
                (one.id, other.id),
            )


def _find_disagreements(one: Practice, other: Practice) -> Iterator[tuple[Rule, str, str]]:
    """Yield each rule that two practices break, and what each of them says."""
    if times := find_two_times(one.stages, other.stages):
        yield TWO_RETENTIONS, *times
    if are_opposite(one.choice.answer, other.choice.answer):
        yield (
            TWO_ANSWERS_OPTIONAL,
            f"optional: {one.choice.answer}",
            f"optional: {other.choice.answer}",
        )
    if {one.identifies, other.identifies} == {"yes", "no"}:
        yield (
            TWO_ANSWERS_IDENTIFIES,
            f"identifying: {one.identifies}",
            f"identifying: {other.identifies}",
        )


CONTRADICTION_RULES: tuple[Callable[[LibraryFacts], Iterator[Diagnostic]], ...] = (
    no_company_is_sent_anything,
    no_company_is_a_recipient,
    no_company_sets_cookies,
    no_company_counts_visits,
    what_is_not_sent_is_not_received,
    practices_agree,
    times_agree_with_texts,
    shown_data_are_kept_nowhere,
    consents_leave_no_gap,
    ages_are_shared_out,
    periods_are_those_of_sources,
    what_is_refused_is_not_done,
    events_are_not_called_vague,
)
