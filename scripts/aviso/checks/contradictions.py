"""Points out what does not agree within a notice: each contradiction with both places and the ids that it rests on.

Nothing is smoothed over. What the sources themselves contradict belongs into ``open_questions``: a finding whose two
ids an open question names under ``between`` is told to the reader, and no warning is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations

from aviso.checks.passages import Passage
from aviso.checks.suppressions import Finding, line_at
from aviso.model.base import LocalizedText
from aviso.model.library import Commitment, Library, Practice
from aviso.model.notice import inherit
from aviso.model.registers import Vendor
from aviso.model.repository import Records, SourceLocation

COMPANY_RECIPIENTS = {"vendors", "database-vendors", "collection-agencies"}
SHOWS_EVERY_CONTACT = re.compile(r"\{\{\s*contacts\(")
# Names of companies that are words of everyday language too; a sentence with them need not mean the company.
SHORTEST_NAME = 4


def contradiction_findings(records: Records, passages: list[Passage]) -> Iterator[Finding]:
    """Every contradiction of the libraries whose records are sound."""
    for name, own in sorted(records.libraries.items()):
        place = records.place("library", name)
        for rule in RULES:
            yield from rule(records, name, own, place)
        mine = [passage for passage in passages if passage.library == name]
        yield from contacts_are_on_a_page(own, place, mine)
        yield from named_vendors_are_listed(
            records, name, own, [passage for passage in mine if passage.is_own]
        )


def _told(library: Library, ids: tuple[str, ...]) -> str:
    """The open question that says of these records that they do not agree, if there is one."""
    return next(
        (
            f"open question “{question.id}”"
            for question in library.open_questions
            if set(ids) <= set(question.between)
        ),
        "",
    )


def promises_keep_companies_out(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Finding]:
    """A promise that companies get nothing does not stand beside data that are sent to one."""
    for index, promise in _promises(own, "companies-get-nothing"):
        for position, use in enumerate(own.vendors):
            if use.state == "sent":
                sent = ", ".join(use.sends)
                yield _about(
                    own,
                    promise,
                    (promise.id, use.vendor),
                    place,
                    ("commitments", index),
                    "promise-and-sending",
                    use.source,
                    f"promises that companies get nothing, but “{use.vendor}” is sent: {sent} ({line_at(place, 'vendors', position)})",
                )
        for position, practice in enumerate(own.practices):
            got = COMPANY_RECIPIENTS & set(practice.recipients)
            if got:
                yield _about(
                    own,
                    promise,
                    (promise.id, practice.id),
                    place,
                    ("commitments", index),
                    "promise-and-recipients",
                    practice.source,
                    f"promises that companies get nothing, but the practice “{practice.id}” names {', '.join(sorted(got))} ({line_at(place, 'practices', position)})",
                )


def promises_keep_cookies_out(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Finding]:
    """A promise of no cookies, or of no outside counters, does not stand beside a company that has them on the library's pages."""
    for position, use in enumerate(own.vendors):
        vendor = records.vendors.get(use.vendor)
        if vendor is None or vendor.on_library_pages != "yes" or use.state == "not-sent":
            continue
        where = line_at(records.place("vendor", use.vendor), "on_library_pages")
        for index, promise in (
            _promises(own, "cookies") if "cookies" in vendor.data_received else ()
        ):
            yield _about(
                own,
                promise,
                (promise.id, use.vendor),
                place,
                ("commitments", index),
                "promise-and-cookies",
                use.source,
                f"promises that no cookies are set, but “{use.vendor}” (line {place.marked.line(('vendors', position))}) runs on the library’s own pages and takes cookies ({where})",
            )
        for index, promise in (
            _promises(own, "outside-counters") if vendor.category == "web-analytics" else ()
        ):
            yield _about(
                own,
                promise,
                (promise.id, use.vendor),
                place,
                ("commitments", index),
                "promise-and-counter",
                use.source,
                f"promises that nobody else counts visits, but “{use.vendor}” (line {place.marked.line(('vendors', position))}) does so on the library’s own pages ({where})",
            )


def what_is_not_sent_is_not_received(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Finding]:
    """A company to which nothing is sent does not say that it gets the card number from the library."""
    for position, use in enumerate(own.vendors):
        vendor = records.vendors.get(use.vendor)
        received = vendor.data_received if vendor and vendor.data_received != "unknown" else ()
        if use.state == "not-sent" and "library-card-number" in received:
            yield Finding(
                "not-sent-but-received",
                (name, use.vendor),
                place.file,
                place.marked.line(("vendors", position)),
                f"says that nothing is sent to “{use.vendor}”, whose record says that it takes the card number ({line_at(records.place('vendor', use.vendor), 'data_received')})",
                "Find out which holds, and correct the other; or say in a note why both do.",
                "the note beside it" if use.note else "",
            )


def practices_agree(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Finding]:
    """Two practices do not say different things about the same data in the same situation."""
    for (first, one), (second, other) in combinations(enumerate(own.practices), 2):
        shared = sorted(set(one.data) & set(other.data))
        if one.situation != other.situation or not shared:
            continue
        for rule, sides in _disagreements(one, other):
            yield Finding(
                rule,
                (one.id, other.id),
                place.file,
                place.marked.line(("practices", second)),
                f"the practice “{other.id}” says {sides[1]} of {', '.join(shared)}, and “{one.id}” says {sides[0]} ({line_at(place, 'practices', first)}; {_ids(one.source, other.source)})",
                "Find out which holds. If the sources do not agree, put it under open_questions, with both ids under between.",
                _told(own, (one.id, other.id)),
            )


def _disagreements(one: Practice, other: Practice) -> Iterator[tuple[str, tuple[str, str]]]:
    if one.retention and other.retention and one.retention != other.retention:
        yield "two-retentions", (_period(one), _period(other))
    for rule, field, words in (
        ("two-answers-optional", "optional", "optional"),
        ("two-answers-identifies", "identifies", "identifying"),
    ):
        answers = getattr(one, field), getattr(other, field)
        if set(answers) == {"yes", "no"}:
            yield rule, (f"{words}: {answers[0]}", f"{words}: {answers[1]}")


def _period(practice: Practice) -> str:
    kept = practice.retention
    assert kept is not None
    return (
        f"kept {'at most ' if kept.at_most else ''}{kept.period}"
        if kept.period
        else f"kept “{kept.vague.in_complaints if kept.vague else ''}”"
    )


def _promises(library: Library, ruled_out: str) -> list[tuple[int, Commitment]]:
    return [
        (index, one) for index, one in enumerate(library.commitments) if ruled_out in one.rules_out
    ]


def _about(
    own: Library,
    promise: Commitment,
    ids: tuple[str, ...],
    place: SourceLocation,
    path: tuple[str | int, ...],
    rule: str,
    other: tuple[str, ...],
    message: str,
) -> Finding:
    sources = _ids(promise.source, other)
    return Finding(
        rule,
        ids,
        place.file,
        place.marked.line(path),
        f"the promise “{promise.id}” {message.removesuffix(')')}; {sources})"
        if message.endswith(")")
        else message,
        "Find out which holds. If the sources do not agree, put it under open_questions, with both ids under between.",
        _told(own, ids),
    )


def _ids(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    ids = dict.fromkeys([*one, *other])
    return f"resting on {', '.join(ids)}" if ids else "resting on no statement"


def contacts_are_on_a_page(
    own: Library, place: SourceLocation, passages: list[Passage]
) -> Iterator[Finding]:
    """A contact that no page shows cannot be found by anybody."""
    pages = "\n".join(passage.text for passage in passages if not passage.path)
    if SHOWS_EVERY_CONTACT.search(pages):
        return
    for index, contact in enumerate(own.contacts):
        if not re.search(rf"contact(?:_card)?\(\s*['\"]{re.escape(contact.id)}['\"]", pages):
            yield Finding(
                "contact-on-no-page",
                (contact.id, place.file),
                place.file,
                place.marked.line(("contacts", index)),
                f"no page shows the contact “{contact.id}”",
                f"Put {{{{ contacts() }}}} or {{{{ contact_card('{contact.id}') }}}} on a page.",
            )


def named_vendors_are_listed(
    records: Records, name: str, own: Library, passages: list[Passage]
) -> Iterator[Finding]:
    """A company that a text names is in the library's list."""
    system = records.libraries.get(own.system or "")
    listed = {use.vendor for use in (inherit(own, system) if system else own).vendors}
    everything = "\n".join(passage.text for passage in passages)
    for identifier, vendor in sorted(records.vendors.items()):
        pattern = (
            _name_pattern(vendor) if identifier not in listed and vendor.kind == "company" else None
        )
        for passage in passages if pattern and pattern.search(everything) else ():
            match = pattern.search(passage.text) if pattern else None
            if match:
                yield Finding(
                    "vendor-not-listed",
                    (identifier, name),
                    passage.file,
                    passage.line_of(match.start()),
                    f"names “{match[0]}” ({line_at(records.place('vendor', identifier))}), which the library does not list under vendors",
                    f"Add - vendor: {identifier} there, or say that it is not used.",
                )
                break


@lru_cache(maxsize=4096)
def _name_pattern(vendor: Vendor) -> re.Pattern[str] | None:
    text = vendor.name.in_complaints if isinstance(vendor.name, LocalizedText) else vendor.name
    names = [
        part.strip()
        for part in re.split(r"[(),]", text.replace("formerly", ","))
        if len(part.strip()) >= SHORTEST_NAME
    ]
    return (
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])") if names else None
    )


RULES: tuple[Callable[[Records, str, Library, SourceLocation], Iterator[Finding]], ...] = (
    promises_keep_companies_out,
    promises_keep_cookies_out,
    what_is_not_sent_is_not_received,
    practices_agree,
)
