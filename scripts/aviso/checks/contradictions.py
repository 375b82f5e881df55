"""Points out what does not agree within a notice, with both places and the ids it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

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
from aviso.checks.suppressions import describe_place
from aviso.checks.unlisted_facts import contacts_are_on_a_page, named_vendors_are_listed
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.practices import Practice
from aviso.model.records import Records

NOT_SENT_BUT_RECEIVED = Rule(
    "facts/not-sent-but-received",
    "The library sends nothing to a company that says it gets the card number",
    why="A card number can only come from the library or from patrons themselves. One of the two "
    "records is wrong, or says too little.",
    cure="Find out which of the two is true, and correct the other. If both are, explain in a note "
    "on the entry how that can be.",
    severity="warning",
)
TWO_RETENTIONS = Rule(
    "facts/two-retentions",
    "Two practices keep the same data of the same situation for different times",
    why="Readers cannot tell how long their data are kept, and the shorter of the two times would "
    "be a false promise.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="web-log: 60 days, traffic-log: 1 year, both with ip-address on the website",
)
TWO_ANSWERS_OPTIONAL = Rule(
    "facts/two-answers-optional",
    "Two practices differ on whether the same data are optional",
    why="Readers decide by that whether to give the data at all.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)
TWO_ANSWERS_IDENTIFIES = Rule(
    "facts/two-answers-identifies",
    "Two practices differ on whether the same data identify a person",
    why="Data that identify a person are protected by more laws than data that do not, so the "
    "answer must be the same.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)


def check_contradictions(records: Records, passages: list[Passage]) -> Iterator[Diagnostic]:
    """Yield every contradiction of the libraries whose records are sound."""
    # A build imports this module, and has no need of what reads numbers in texts.
    from aviso.checks.retold_statements import texts_agree_with_statements

    for library_id, library in sorted(records.libraries.items()):
        facts = LibraryFacts(records, library_id, library)
        for rule in (*CONTRADICTION_RULES, *PRACTICE_RULES, texts_agree_with_statements):
            yield from rule(facts)
        own = [passage for passage in passages if passage.library == library_id]
        yield from contacts_are_on_a_page(facts, own)
        yield from named_vendors_are_listed(facts, [passage for passage in own if passage.is_own])


def what_is_not_sent_is_not_received(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A company to which nothing is sent does not say that it gets the card number."""
    for position, use in enumerate(facts.library.vendors):
        vendor = facts.records.vendors.get(use.vendor)
        received = vendor.data_received if vendor and vendor.data_received != "unknown" else ()
        if use.state == "not-sent" and "library-card-number" in received:
            where = describe_place(facts.records.place("vendor", use.vendor), "data_received")
            found = NOT_SENT_BUT_RECEIVED.at(
                facts.place.file,
                facts.find_line("vendors", position),
                f"says that nothing is sent to “{use.vendor}”, "
                f"whose record says that it takes the card number ({where})",
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
    if one.retention and other.retention and one.retention != other.retention:
        yield TWO_RETENTIONS, _describe_period(one), _describe_period(other)
    for rule, field, word in (
        (TWO_ANSWERS_OPTIONAL, "optional", "optional"),
        (TWO_ANSWERS_IDENTIFIES, "identifies", "identifying"),
    ):
        answers = getattr(one, field), getattr(other, field)
        if set(answers) == {"yes", "no"}:
            yield rule, f"{word}: {answers[0]}", f"{word}: {answers[1]}"


def _describe_period(practice: Practice) -> str:
    kept = practice.retention
    assert kept is not None
    if kept.period:
        return f"kept {'at most ' if kept.at_most else ''}{kept.period}"
    return f"kept “{kept.vague.in_complaints if kept.vague else ''}”"


CONTRADICTION_RULES: tuple[Callable[[LibraryFacts], Iterator[Diagnostic]], ...] = (
    no_company_is_sent_anything,
    no_company_is_a_recipient,
    no_company_sets_cookies,
    no_company_counts_visits,
    what_is_not_sent_is_not_received,
    practices_agree,
)
