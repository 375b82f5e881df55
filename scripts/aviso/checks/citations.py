"""Reports citations of laws that are out of date, wrong or not in the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from aviso.checks.passages import Passage
from aviso.checks.suppressions import describe_place
from aviso.core.any_case import AnyCase
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.localized import LocalizedText
from aviso.model.records import Records
from aviso.model.registers import Law

# How texts of each country cite its laws.
CITATIONS = Path(__file__).with_name("law_citations.yml")
# Of a citation: between two of them, there can be any space.
TOKEN = re.compile(r"§+|[\w.]+|[^\w\s.]")
NUMBER = re.compile(r"\d+(?:\.\d+)*")

OLD_CITATION = Rule(
    "facts/old-citation",
    "A text cites a law as if it were in force that no longer is",
    why="Readers who rely on that law would find it repealed, renumbered or expired. The library's "
    "document may still cite it, but the notice must say where the law stands today.",
    cure="Say beside the citation what holds today, or cite the law with {{ law('…').citation }}, "
    "which says it for you.",
    severity="warning",
    example="California Government Code § 6267, which is § 7927.105 since 2023",
)
WRONG_CITATION = Rule(
    "facts/wrong-citation",
    "A text cites a law by a wrong name",
    why="Readers cannot look up a law that does not exist under that name.",
    cure="Write the citation as in the message. Leave a source's own words as they are, and add a "
    "note beside them.",
    severity="warning",
    example="CPL 4509, in place of CPLR § 4509",
)
LAW_NOT_REGISTERED = Rule(
    "facts/law-not-registered",
    "A text cites a law that is not in the register of laws",
    why="Nobody reviews a law that is not in data/laws.yml, so nobody would notice when it "
    "changes.",
    cure="Add the law to data/laws.yml, with its status today and the source for it.",
    severity="warning",
)
LAW_NOT_LISTED = Rule(
    "facts/law-not-listed",
    "A text cites a law that the library does not list",
    why="Readers look at the page on laws to see what protects them. This law would be missing "
    "there.",
    cure="Add the law under laws in the library's record.",
    severity="warning",
)


def check_citations(records: Records, passages: list[Passage]) -> Iterator[Diagnostic]:
    """Yield every problem with citations in the passages of a library."""
    # Most laws are cited nowhere; one search through all texts finds those that are.
    all_text = "\n".join(dict.fromkeys(passage.text for passage in passages))
    in_small_letters = all_text.lower()
    laws = [
        (name, law)
        for name, law in records.laws.items()
        if _may_be_in((*law.cited_as, *law.miscited_as), in_small_letters)
        and _search((*law.cited_as, *law.miscited_as), all_text)
    ]
    forms = _load_forms().get(records.project.locales.country)
    for passage in passages:
        if not passage.is_own:
            continue
        for name, law in laws:
            yield from old_citations_say_so(records, passage, name, law)
            yield from citations_are_correct(records, passage, name, law)
        if forms and forms.sign.search(passage.text):
            yield from cited_laws_are_listed(records, passage, forms)


class CitationForms(NamedTuple):
    """How texts cite the laws of one country."""

    sign: re.Pattern[str]
    citation: re.Pattern[str]


@cache
def _load_forms() -> dict[str, CitationForms]:
    """Return the forms of citations by country."""
    found = yaml.load(CITATIONS.read_text("utf-8"), yaml.CBaseLoader)
    return {
        country: CitationForms(re.compile(one["sign"]), re.compile(one["citation"]))
        for country, one in found.items()
    }


@lru_cache(maxsize=512)
def _make_pattern(words: tuple[str, ...]) -> AnyCase | None:
    """Return a pattern for any of these citations, with any spacing, not within a longer number."""
    if not words:
        return None
    citations = [r"\s*".join(map(re.escape, TOKEN.findall(text))) for text in words]
    return AnyCase(rf"(?<!\w)(?:{'|'.join(citations)})(?![\d.-]*\d)")


@lru_cache(maxsize=512)
def _list_tokens(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the parts of each citation in small letters, the longest and rarest first."""
    return tuple(tuple(sorted(TOKEN.findall(text.lower()), key=len)[::-1]) for text in words)


def _may_be_in(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a text in small letters has all parts of a citation, in whatever order."""
    return any(all(token in text for token in tokens) for tokens in _list_tokens(words))


def _search(words: tuple[str, ...], text: str) -> re.Match[str] | None:
    pattern = _make_pattern(words)
    return pattern.search(text) if pattern else None


def old_citations_say_so(
    records: Records, passage: Passage, name: str, law: Law
) -> Iterator[Diagnostic]:
    """A text that cites a law that is no longer in force says where the law stands today."""
    # If a law is partly in force, the other parts have entries of their own.
    if law.status in ("current", "in-part", "cited-not-checked"):
        return
    if passage.is_of_a_source or passage.is_beside_the_law:
        return
    match = _search(law.cited_as, passage.text)
    if match and not _says_so_itself(records, passage, name, law):
        position = law.present_position.in_complaints if law.present_position else ""
        status = f"{law.status} since {law.since}" if law.since else law.status
        yield OLD_CITATION.at(
            passage.file,
            passage.find_line(match.start()),
            f"cites “{match[0]}”, which is {status} ({_name_evidence(records, name, law)}): "
            f"{position}",
            f"Say so beside it, or write {{{{ law('{name}').citation }}}}.",
            (name, passage.file),
        )


def _says_so_itself(records: Records, passage: Passage, name: str, law: Law) -> bool:
    """Tell whether the same passage says where the law stands today.

    It can do so with a placeholder, the new number or the year of the change.
    """
    successor = records.laws.get(law.replaced_by or "")
    if any(
        re.search(rf"law\(\s*['\"]{re.escape(one)}['\"]", passage.text)
        for one in (name, law.replaced_by or "")
        if one
    ):
        return True
    if successor and any(
        number in passage.text for number in NUMBER.findall(_find_english_names(successor.citation))
    ):
        return True
    return law.since is not None and str(law.since.year) in passage.text


def _name_evidence(records: Records, name: str, law: Law) -> str:
    """Return the place of a law in the register, and the source for its present position."""
    here = describe_place(records.place("law", name))
    source = ""
    if law.known_from:
        says = law.known_from.says
        source = law.known_from.url or (says.in_complaints if says else "")
    successor = records.laws.get(law.replaced_by or "")
    if not source and successor:
        source = successor.address or ""
    if source:
        return f"{here}; source: {source}"
    return f"{here}; the source for that is not recorded"


def citations_are_correct(
    records: Records, passage: Passage, name: str, law: Law
) -> Iterator[Diagnostic]:
    """A text cites a law by its name. A source's own words stay, if a note stands beside them."""
    match = _search(law.miscited_as, passage.text)
    if match is None or _search(law.cited_as, passage.text):
        return
    is_quoted = "as_cited" in passage.path
    if passage.is_of_a_source and (not is_quoted or _has_note(records, passage)):
        return
    yield WRONG_CITATION.at(
        passage.file,
        passage.find_line(match.start()),
        f"cites “{match[0]}”; the law is {_find_english_names(law.citation)} "
        f"({describe_place(records.place('law', name))})",
        "Add a note beside it."
        if is_quoted
        else f"Write it this way, or write {{{{ law('{name}').citation }}}}.",
        (name, passage.file),
    )


def _has_note(records: Records, passage: Passage) -> bool:
    entry = records.libraries[passage.library].laws[int(passage.path[1])]
    return entry.note is not None


def cited_laws_are_listed(
    records: Records, passage: Passage, forms: CitationForms
) -> Iterator[Diagnostic]:
    """A law that a text cites is in the register, and in the list of the library that cites it."""
    library = records.libraries[passage.library]
    system = records.libraries.get(library.system or "")
    listed = {use.law for one in (library, system) if one for use in one.laws}
    for match in forms.citation.finditer(passage.text):
        number = (match[1] or match[2]).rstrip("abcdefghijklmnopqrstuvwxyz")
        # Documents write a range with a hyphen too: "§§ 18700-18767".
        numbers = {number, number.partition("-")[0]}
        named = {
            name
            for name, law in records.laws.items()
            if not numbers.isdisjoint(
                NUMBER.findall(
                    " ".join([_find_all_names(law.citation), *law.cited_as, *law.miscited_as])
                )
            )
        }
        where = passage.file, passage.find_line(match.start())
        if not named:
            yield LAW_NOT_REGISTERED.at(
                *where,
                f"cites “{match[0]}”, which is not in data/laws.yml",
                "Add it, with its status today: aviso new law and an id of your choice.",
                (number, passage.file),
            )
        elif not named & (listed | _find_related(records, listed)):
            first = sorted(named)[0]
            yield LAW_NOT_LISTED.at(
                *where,
                f"cites “{match[0]}”, which the library does not list under laws",
                f"Add - law: {first} there.",
                (first, passage.library),
            )


def _find_related(records: Records, listed: set[str]) -> set[str]:
    """Find the laws that replace a listed one, and those that a listed one replaces."""
    successors = {
        law.replaced_by for name, law in records.laws.items() if name in listed and law.replaced_by
    }
    return successors | {name for name, law in records.laws.items() if law.replaced_by in listed}


def _find_english_names(text: str | LocalizedText) -> str:
    return text if isinstance(text, str) else text.in_complaints


def _find_all_names(text: str | LocalizedText) -> str:
    return (
        text
        if isinstance(text, str)
        else " ".join(text.select_locale(locale) for locale in text.locales)
    )
