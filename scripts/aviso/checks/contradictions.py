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
from aviso.checks.suppressions import line_at
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.notice import inherit
from aviso.model.practices import Practice
from aviso.model.promises import Commitment
from aviso.model.records import Records
from aviso.model.registers import Vendor
from aviso.model.source_location import SourceLocation

COMPANY_RECIPIENTS = {"vendors", "database-vendors", "collection-agencies"}
SHOWS_EVERY_CONTACT = re.compile(r"\{\{\s*contacts\(")
# Names of companies that are words of everyday language too; a sentence with them need not mean the company.
SHORTEST_NAME = 4

ONE_OF_THEM_HOLDS = (
    "Find out in the library's own documents, or from the office that the fact comes from, which "
    "of the two holds, and correct the other. "
    "If the documents themselves do not agree, put it under open_questions with both ids under "
    "between, so that readers are told."
)


def _contradiction(name: str, summary: str, why: str, example: str = "") -> Rule:
    """A rule on two records that cannot both hold; all have the same cure."""
    return Rule(f"facts/{name}", summary, why, ONE_OF_THEM_HOLDS, "warning", example)


PROMISE_AND_SENDING = _contradiction(
    "promise-and-sending",
    "A promise that companies get nothing stands beside data sent to one",
    why="Readers would trust the promise and never look into the list of companies. Whichever of "
    "the two is wrong, the notice misleads them.",
    example="“We share nothing with companies” beside a vendor with sends: [email]",
)
PROMISE_AND_RECIPIENTS = _contradiction(
    "promise-and-recipients",
    "A promise that companies get nothing stands beside a practice with companies as recipients",
    why="The same page would promise that nobody gets the data, and name who does.",
)
PROMISE_AND_COOKIES = _contradiction(
    "promise-and-cookies",
    "A promise of no cookies stands beside a company that sets them on the library's pages",
    why="A reader who relies on the promise would have cookies set all the same, by a company "
    "that the library chose.",
)
PROMISE_AND_COUNTER = _contradiction(
    "promise-and-counter",
    "A promise that nobody else counts visits stands beside a company that does",
    why="Whoever counts visits sees who reads which page. The promise says that this does not "
    "happen.",
)
NOT_SENT_BUT_RECEIVED = Rule(
    "facts/not-sent-but-received",
    "The library sends nothing to a company that says it gets the card number",
    why="A card number can only come from the library or from patrons themselves. One of the two "
    "records is wrong, or says too little.",
    cure="Find out which of the two holds, and correct the other. If both do, say in a note of "
    "the entry how that can be.",
    severity="warning",
)
TWO_RETENTIONS = _contradiction(
    "two-retentions",
    "Two practices keep the same data of the same situation for different times",
    why="Readers cannot tell how long their data are kept, and the shorter of the two times would "
    "be a false promise.",
    example="web-log: 60 days, traffic-log: 1 year, both with ip-address on the website",
)
TWO_ANSWERS_OPTIONAL = _contradiction(
    "two-answers-optional",
    "Two practices differ on whether the same data are optional",
    why="Readers decide by that whether to give the data at all.",
)
TWO_ANSWERS_IDENTIFIES = _contradiction(
    "two-answers-identifies",
    "Two practices differ on whether the same data identify a person",
    why="Data that identify a person are protected by more laws than data that do not, so the "
    "answer must be the same.",
)
CONTACT_ON_NO_PAGE = Rule(
    "facts/contact-on-no-page",
    "No page shows a contact",
    why="A contact that stands only in the record cannot be found by anybody who needs it.",
    cure="Put {{ contacts() }}, or the card of this contact, on a page. If nobody should write "
    "there, delete the contact.",
    severity="warning",
)
VENDOR_NOT_LISTED = Rule(
    "facts/vendor-not-listed",
    "A text names a company that the library does not list",
    why="Readers who look the company up in the list would conclude that it gets nothing.",
    cure="Add the company under vendors, with what is sent to it, or say in the text that it is "
    "not used any more.",
    severity="warning",
)


def contradiction_findings(records: Records, passages: list[Passage]) -> Iterator[Diagnostic]:
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


def _open_question(library: Library, ids: tuple[str, ...]) -> str:
    """The open question that says of these records that they do not agree, if there is one."""
    return next(
        (
            f"open question “{question.id}”"
            for question in library.open_questions
            if set(ids) <= set(question.between)
        ),
        "",
    )


def _told(found: Diagnostic, where: str) -> Diagnostic:
    """A finding that may stay if the notice itself tells the reader of it."""
    return found.accepted_because(f"the reader is told: {where}") if where else found


def promises_keep_companies_out(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Diagnostic]:
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
                    PROMISE_AND_SENDING,
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
                    PROMISE_AND_RECIPIENTS,
                    practice.source,
                    f"promises that companies get nothing, but the practice “{practice.id}” names {', '.join(sorted(got))} ({line_at(place, 'practices', position)})",
                )


def promises_keep_cookies_out(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Diagnostic]:
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
                PROMISE_AND_COOKIES,
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
                PROMISE_AND_COUNTER,
                use.source,
                f"promises that nobody else counts visits, but “{use.vendor}” (line {place.marked.line(('vendors', position))}) does so on the library’s own pages ({where})",
            )


def what_is_not_sent_is_not_received(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Diagnostic]:
    """A company to which nothing is sent does not say that it gets the card number from the library."""
    for position, use in enumerate(own.vendors):
        vendor = records.vendors.get(use.vendor)
        received = vendor.data_received if vendor and vendor.data_received != "unknown" else ()
        if use.state == "not-sent" and "library-card-number" in received:
            found = NOT_SENT_BUT_RECEIVED.at(
                place.file,
                place.marked.line(("vendors", position)),
                f"says that nothing is sent to “{use.vendor}”, whose record says that it takes the card number ({line_at(records.place('vendor', use.vendor), 'data_received')})",
                "Find out which holds, and correct the other; or say in a note why both do.",
                (name, use.vendor),
            )
            yield _told(found, "the note beside it" if use.note else "")


def practices_agree(
    records: Records, name: str, own: Library, place: SourceLocation
) -> Iterator[Diagnostic]:
    """Two practices do not say different things about the same data in the same situation."""
    for (first, one), (second, other) in combinations(enumerate(own.practices), 2):
        shared = sorted(set(one.data) & set(other.data))
        if one.situation != other.situation or not shared:
            continue
        for rule, sides in _disagreements(one, other):
            found = rule.at(
                place.file,
                place.marked.line(("practices", second)),
                f"the practice “{other.id}” says {sides[1]} of {', '.join(shared)}, and “{one.id}” says {sides[0]} ({line_at(place, 'practices', first)}; {_ids(one.source, other.source)})",
                "Find out which holds. If the sources do not agree, put it under open_questions, with both ids under between.",
                (one.id, other.id),
            )
            yield _told(found, _open_question(own, found.ids))


def _disagreements(one: Practice, other: Practice) -> Iterator[tuple[Rule, tuple[str, str]]]:
    if one.retention and other.retention and one.retention != other.retention:
        yield TWO_RETENTIONS, (_period(one), _period(other))
    for rule, field, words in (
        (TWO_ANSWERS_OPTIONAL, "optional", "optional"),
        (TWO_ANSWERS_IDENTIFIES, "identifies", "identifying"),
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
    rule: Rule,
    other: tuple[str, ...],
    message: str,
) -> Diagnostic:
    sources = _ids(promise.source, other)
    found = rule.at(
        place.file,
        place.marked.line(path),
        f"the promise “{promise.id}” {message.removesuffix(')')}; {sources})"
        if message.endswith(")")
        else message,
        "Find out which holds. If the sources do not agree, put it under open_questions, with both ids under between.",
        ids,
    )
    return _told(found, _open_question(own, ids))


def _ids(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    ids = dict.fromkeys([*one, *other])
    return f"resting on {', '.join(ids)}" if ids else "resting on no statement"


def contacts_are_on_a_page(
    own: Library, place: SourceLocation, passages: list[Passage]
) -> Iterator[Diagnostic]:
    """A contact that no page shows cannot be found by anybody."""
    pages = "\n".join(passage.text for passage in passages if not passage.path)
    if SHOWS_EVERY_CONTACT.search(pages):
        return
    for index, contact in enumerate(own.contacts):
        if not re.search(rf"contact(?:_card)?\(\s*['\"]{re.escape(contact.id)}['\"]", pages):
            yield CONTACT_ON_NO_PAGE.at(
                place.file,
                place.marked.line(("contacts", index)),
                f"no page shows the contact “{contact.id}”",
                f"Put {{{{ contacts() }}}} or {{{{ contact_card('{contact.id}') }}}} on a page.",
                (contact.id, place.file),
            )


def named_vendors_are_listed(
    records: Records, name: str, own: Library, passages: list[Passage]
) -> Iterator[Diagnostic]:
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
                yield VENDOR_NOT_LISTED.at(
                    passage.file,
                    passage.line_of(match.start()),
                    f"names “{match[0]}” ({line_at(records.place('vendor', identifier))}), which the library does not list under vendors",
                    f"Add - vendor: {identifier} there, or say that it is not used.",
                    (identifier, name),
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


RULES: tuple[Callable[[Records, str, Library, SourceLocation], Iterator[Diagnostic]], ...] = (
    promises_keep_companies_out,
    promises_keep_cookies_out,
    what_is_not_sent_is_not_received,
    practices_agree,
)
