"""Compares two versions of one text and says where they do not state the same facts.

Precise before plenty: what can be said in two ways (a limit, a negation hidden in a verb) is not reported; what is
reported should be right nine times in ten. ``tests/translation/corpus`` measures both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers

from aviso.core.rules import Rule
from aviso.i18n.alignment import aligned
from aviso.i18n.language_data import load_language_data
from aviso.i18n.quantities import Quantity, quantities, same_units, unit_pattern
from aviso.i18n.sentences import split_sentences

# A section is shorter; of what somebody writes to make the comparison last for hours, no more is read.
MAXIMUM_CHARACTERS = 20_000
MAXIMUM_SENTENCES = 150
PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
STRING_PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\[\]\"'“”]+")
# Grouped as telephone numbers are: 2017-2018, 18700-18767 and 2026-02-16 are none.
TELEPHONE = re.compile(
    r"(?<![\w.$-])(?:\+\d[\d ().-]{5,18}\d|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4})(?![\w%-])"
)
LANGUAGE_IN_ADDRESS = re.compile(
    r"/(?:en|es|espanol|english|spanish)(?=/|$)|[?&](?:lang|locale|hl)=\w+|(?<=//)(?:es|en)\.",
    re.IGNORECASE,
)
HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE)
TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$|^[^|\n]+\|[^\n]+$", re.MULTILINE)


@dataclass(frozen=True)
class ComparedText:
    """One version of a text."""

    locale: str
    text: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences without Markdown's signs."""
        return split_sentences(self.text)[:MAXIMUM_SENTENCES]


CORRECT_OR_ACCEPT = (
    "Look up in the library's own document what is true, and correct the language that differs. "
    'If both are right as they are, say why: aviso translation accept PIECE --reason "…".'
)


def _difference(name: str, summary: str, why: str, example: str) -> Rule:
    """A rule on what two languages must say alike; all have the same cure."""
    return Rule(f"i18n/{name}", summary, why, CORRECT_OR_ACCEPT, "warning", example)


NUMBER_DIFFERS = _difference(
    "number",
    "A number stands in one language only",
    why="Readers of one language would learn another age, count or share than readers of the "
    "other.",
    example="en: children under 13 — es: menores de 12 años",
)
DATE_DIFFERS = _difference(
    "date",
    "A date or time of day stands in one language only",
    why="Since when a rule holds, or until when somebody can act, must be the same for everyone.",
    example="en: since March 3, 2025 — es: desde el 3 de mayo de 2025",
)
PERIOD_DIFFERS = _difference(
    "period",
    "A period stands in one language only",
    why="How long data are kept is a promise. If the languages differ, one group of readers is "
    "promised something untrue.",
    example="en: kept for 90 days — es: se conservan 60 días",
)
MONEY_DIFFERS = _difference(
    "money",
    "An amount of money stands in one language only",
    why="Readers decide by the amount whether to pay, dispute or ask; it cannot depend on their "
    "language.",
    example="en: more than $25 — es: más de $20",
)
LAW_DIFFERS = _difference(
    "law",
    "A section of a law stands in one language only",
    why="Readers look a law up by its section. A wrong number leads them to another law.",
    example="en: § 7927.105 — es: § 7927.150",
)
NEGATION_DIFFERS = _difference(
    "negation",
    "One language denies what the other one does not",
    why="A lost “not” turns a promise into its opposite, and it is the mistake that readers are "
    "least able to notice.",
    example="en: We do not sell your data. — es: Vendemos sus datos.",
)
ONLY_DIFFERS = _difference(
    "only",
    "One language limits something and the other one does not",
    why="“Only” and “except” mark where a promise ends. Without them, one language promises more "
    "or less than the other.",
    example="en: only with a court order — es: con una orden judicial",
)
DUTY_DIFFERS = _difference(
    "duty",
    "One language says “must” where the other one does not",
    why="What somebody must do and what somebody may do are different rights. Both groups of "
    "readers have the same ones.",
    example="en: The library must answer. — es: La biblioteca puede responder.",
)
ADDRESS_DIFFERS = _difference(
    "address",
    "An address, telephone number or link stands in one language only",
    why="Readers of one language would write to another place, or would not learn where to write "
    "at all.",
    example="An email address that was corrected in English only",
)
NAME_DIFFERS = _difference(
    "name",
    "A company or document is named in one language only",
    why="Who gets the data is what many readers look for. A name left out in one language hides "
    "it from them.",
    example="en: OverDrive lends e-books. — es: Una empresa presta libros electrónicos.",
)
PLACEHOLDER_DIFFERS = _difference(
    "placeholder",
    "A placeholder stands in one language only",
    why="Facts and sources come onto a page by placeholders. One that is missing leaves out a "
    "fact, or its source, in that language.",
    example="{{ source('EX-01') }} in English only",
)
STRUCTURE_DIFFERS = _difference(
    "structure",
    "One language has more headings, items of lists or rows of tables",
    why="An item more or less is usually a fact more or less. Readers who switch languages also "
    "expect to find their place again.",
    example="en has 5 items of lists, es has 4",
)
KINDS = {
    "number": NUMBER_DIFFERS,
    "date": DATE_DIFFERS,
    "time": DATE_DIFFERS,
    "period": PERIOD_DIFFERS,
    "money": MONEY_DIFFERS,
    "law": LAW_DIFFERS,
    "negation": NEGATION_DIFFERS,
    "only": ONLY_DIFFERS,
    "modality": DUTY_DIFFERS,
    "email": ADDRESS_DIFFERS,
    "address": ADDRESS_DIFFERS,
    "telephone": ADDRESS_DIFFERS,
    "link": ADDRESS_DIFFERS,
    "name": NAME_DIFFERS,
    "placeholder": PLACEHOLDER_DIFFERS,
    "heading": STRUCTURE_DIFFERS,
    "list": STRUCTURE_DIFFERS,
    "table": STRUCTURE_DIFFERS,
}


@dataclass(frozen=True)
class Difference:
    """One thing that two versions state differently, with the sentences that say so."""

    kind: str
    what: str
    sentences: tuple[str, str]

    @property
    def rule(self) -> Rule:
        """The rule that it breaks."""
        return KINDS[self.kind]


Comparison = Callable[[ComparedText, ComparedText, Sequence[tuple[str, str]]], Iterator[Difference]]


def compare_texts(
    one: ComparedText, other: ComparedText, names: Iterable[tuple[str, str]] = ()
) -> list[Difference]:
    """Return every difference of two versions; ``names`` are those of companies and documents, in both languages."""
    one, other = (
        ComparedText(version.locale, version.text[:MAXIMUM_CHARACTERS]) for version in (one, other)
    )
    known = [
        pair
        for pair in names
        if any(name in version.text for name, version in zip(pair, (one, other), strict=True))
    ]
    return [difference for compare in COMPARISONS for difference in compare(one, other, known)]


def _prose(sentence: str) -> str:
    """What a sentence says in words: without placeholders, addresses and typed text."""
    sentence = LINK.sub("](", PLACEHOLDER.sub(" ", sentence))
    return TELEPHONE.sub(" ", ADDRESS.sub(" ", EMAIL.sub(" ", sentence))).replace("’", "'")


def same_quantities(
    one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """Numbers, periods, money, dates, times and sections of laws."""
    pairs = aligned(one.sentences, other.sentences)
    found = [
        tuple(
            (sentence, quantity)
            for sentence in sentences
            for quantity in quantities(_without_names(sentence, names), version.locale)
        )
        for version, sentences in ((one, one.sentences), (other, other.sentences))
    ]
    reported: set[str] = set()
    for side, (version, opposite) in enumerate(((one, other), (other, one))):
        for sentence, quantity in found[side]:
            if not _is_in(
                quantity, (known for _, known in found[1 - side])
            ) and not _may_be_said_otherwise(quantity, opposite):
                where = _beside(sentence, pairs, side)
                if where and where[0] not in reported:
                    reported.add(where[0])
                    yield Difference(
                        _kind_of(quantity), f'"{quantity}" stands in {version.locale} only', where
                    )
    if not reported:
        yield from _exchanged(one, other, names)


def _without_names(sentence: str, names: Sequence[tuple[str, str]]) -> str:
    prose = _prose(sentence)
    for pair in names:
        for name in pair:
            if name in prose and any(character.isdigit() for character in name):
                prose = prose.replace(name, " ")
    return prose


def _exchanged(
    one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """Where the same quantities stand in both, but not with the same sentences."""
    for left, right in aligned(one.sentences, other.sentences):
        sides = [
            [
                q
                for sentence in part
                for q in quantities(_without_names(sentence, names), version.locale)
            ]
            for part, version in ((left, one), (right, other))
        ]
        if (
            all(sides)
            and len(left) == len(right) == 1
            and not any(_is_in(quantity, sides[1]) for quantity in sides[0])
        ):
            text = (
                f'"{sides[0][0]}" in {one.locale} stands where {other.locale} has "{sides[1][0]}"'
            )
            yield Difference(_kind_of(sides[0][0]), text, (left[0], right[0]))


def _is_in(quantity: Quantity, others: Iterable[Quantity]) -> bool:
    return any(quantity.agrees_with(other) for other in others)


def _may_be_said_otherwise(quantity: Quantity, other: ComparedText) -> bool:
    """Tell whether the other language may say it in a word that is no number: both, twice, yearly; 7 days may be "a week"."""
    if quantity.size and any(
        unit_pattern(other.locale, unit).search(other.text) for unit in same_units(quantity)
    ):
        return True
    pattern = (
        load_language_data(other.locale).like_numbers.get(quantity.value)
        if quantity.unit not in ("date", "section", "dollar")
        else None
    )
    return bool(pattern and pattern.search(other.text))


def _kind_of(quantity: Quantity) -> str:
    return {
        "": "number",
        "date": "date",
        "time": "time",
        "clock": "time",
        "dollar": "money",
        "cent": "money",
        "section": "law",
        "percent": "number",
    }.get(quantity.unit, "period")


def _beside(
    sentence: str, pairs: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], side: int
) -> tuple[str, str] | None:
    """The sentence with its counterpart, in the order of the languages."""
    for pair in pairs:
        if sentence in pair[side]:
            counterpart = " ".join(pair[1 - side])
            return (sentence, counterpart) if side == 0 else (counterpart, sentence)
    return None


def same_meaning(
    one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """Negation, limits ("only") and duty ("must" against "may"), sentence by sentence."""
    if not (
        load_language_data(one.locale).knows_meanings
        and load_language_data(other.locale).knows_meanings
    ):
        return
    for left, right in aligned(one.sentences, other.sentences):
        sentences = " ".join(left), " ".join(right)
        if not all(sentences):
            continue
        sides = [
            (version.locale, _without_all_names(_prose(sentence), names))
            for version, sentence in zip((one, other), sentences, strict=True)
        ]
        for kind, compare in (
            ("negation", _one_denies),
            ("only", _one_limits),
            ("modality", _one_obliges),
        ):
            what = compare(sides) or compare(sides[::-1])
            if what:
                yield Difference(kind, what, sentences)
                break


def _without_all_names(prose: str, names: Sequence[tuple[str, str]]) -> str:
    for pair in names:
        for name in pair:
            if name in prose:
                prose = prose.replace(name, " ")
    return prose


Side = tuple[str, str]


def _one_denies(sides: Sequence[Side]) -> str:
    """One language has more negations than the other can have: its own, a limit, or a verb that holds one."""
    (locale, text), (other_locale, other) = sides
    words, other_words = load_language_data(locale), load_language_data(other_locale)
    text, other = words.without("no_negation", text), other_words.without("no_negation", other)
    # A verb like "erase" or a limit like "unless" that stands in both is no other way to say "not".
    limits = (other_words.count_limits(other) - words.count_limits(text)).total()
    possible = other_words.most_negations(other) + limits
    hidden, always, others = (
        words.count("like_negation", text),
        words.count("always_negative", text),
        other_words.count("like_negation", other),
    )
    denied = words.fewest_negations(text)
    more = denied > possible + max(others - hidden, 0) or (
        always and denied + always > possible + max(others - (hidden - always), 0)
    )
    return f"{locale} says no, {other_locale} does not" if more else ""


def _one_limits(sides: Sequence[Side]) -> str:
    (locale, text), (other_locale, other) = sides
    words, other_words = load_language_data(locale), load_language_data(other_locale)
    limits = words.finds("only", words.without("no_only", text))
    if not limits or other_words.finds("only", other):
        return ""
    hidden = other_words.count("like_only", other) > words.count(
        "like_only", words.without("only", text)
    )
    return "" if hidden else f'{locale} says "only", {other_locale} does not'


def _one_obliges(sides: Sequence[Side]) -> str:
    (locale, text), (other_locale, other) = sides
    words, other_words = load_language_data(locale), load_language_data(other_locale)
    needless, other_needless = words.finds("no_need", text), other_words.finds("no_need", other)
    if needless and not other_needless and _forbids(other):
        return f"{locale} says that it need not be, {other_locale} that it must not"
    if (
        needless
        and not other_needless
        and other_words.finds("obligation", other)
        and not other_words.finds("negation", other)
    ):
        return f"{locale} says that it need not be, {other_locale} that it must"
    if needless or other_needless:
        return ""
    text, other = words.negated_duty.sub(" ", text), other_words.negated_duty.sub(" ", other)
    more_duty = words.count("obligation", text) > other_words.count("obligation", other)
    more_choice = other_words.count("possibility", other) > words.count("possibility", text)
    return f'{locale} says "must", {other_locale} "may"' if more_duty and more_choice else ""


def _forbids(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:must|may|shall|can)(?: ?not|n't)\b|\bno (?:deb\w+|pued\w+|podr\w+)\b",
            text,
            re.IGNORECASE,
        )
    )


def same_addresses(
    one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """Email and web addresses, telephone numbers, links."""
    kinds: tuple[tuple[str, Callable[[str], set[str]]], ...] = (
        ("email", _emails),
        ("address", _addresses),
        ("telephone", _telephones),
        ("link", _links),
    )
    for kind, find in kinds:
        yield from _set_differences(kind, one, other, find)


def _set_differences(
    kind: str, one: ComparedText, other: ComparedText, find: Callable[[str], set[str]]
) -> Iterator[Difference]:
    sides = find(one.text), find(other.text)
    for side, version in enumerate((one, other)):
        for value in sorted(sides[side] - sides[1 - side]):
            yield Difference(
                kind,
                f'"{value}" stands in {version.locale} only',
                _sentences_with(value, one, other),
            )
            return


def _sentences_with(value: str, one: ComparedText, other: ComparedText) -> tuple[str, str]:
    pairs = aligned(one.sentences, other.sentences)
    folded = re.sub(r"\W", "", value)
    for left, right in pairs:
        if any(folded and folded in re.sub(r"\W", "", sentence) for sentence in (*left, *right)):
            return " ".join(left), " ".join(right)
    return " ".join(one.sentences[:1]), " ".join(other.sentences[:1])


def _emails(text: str) -> set[str]:
    return {found.lower() for found in EMAIL.findall(PLACEHOLDER.sub(" ", text))}


def _addresses(text: str) -> set[str]:
    # Links of Markdown are compared as links.
    return {
        _same_address(found)
        for found in ADDRESS.findall(re.sub(r"\]\([^()\n]*\)", "]", PLACEHOLDER.sub(" ", text)))
    }


def _same_address(address: str) -> str:
    """An address without what may differ between the editions of a page in two languages."""
    address = LANGUAGE_IN_ADDRESS.sub("", address.rstrip(".,;:!?"))
    parts = urlsplit(address if "//" in address else f"//{address}")
    return f"{parts.netloc.removeprefix('www.').lower()}{parts.path.rstrip('/')}{parts.query}"


def _telephones(text: str) -> set[str]:
    if not TELEPHONE.search(text):
        return set()
    plain = ADDRESS.sub(" ", PLACEHOLDER.sub(" ", text))
    return {
        re.sub(
            r"\D", "", phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
        )
        for found in phonenumbers.PhoneNumberMatcher(
            plain, "US", leniency=phonenumbers.Leniency.POSSIBLE
        )
    }


def _links(text: str) -> set[str]:
    return {_same_address(found) if "//" in found else found for found in LINK.findall(text)}


def same_names(
    one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """The names of companies and documents."""
    texts = _words_of(one.text), _words_of(other.text)
    for name, other_name in names:
        here, there = f" {_folded(name)} " in texts[0], f" {_folded(other_name)} " in texts[1]
        if here != there and not _is_part_of_another(
            name if here else other_name, names, texts[0 if here else 1]
        ):
            value, locale = (name, one.locale) if here else (other_name, other.locale)
            yield Difference(
                "name", f'"{value}" stands in {locale} only', _sentences_with(value, one, other)
            )


def _words_of(text: str) -> str:
    return f" {_folded(PLACEHOLDER.sub(' ', text))} "


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _is_part_of_another(name: str, names: Sequence[tuple[str, str]], text: str) -> bool:
    return any(
        name != other and _folded(name) in _folded(other) and f" {_folded(other)} " in text
        for pair in names
        for other in pair
    )


def same_structure(
    one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """Placeholders, headings, items of lists, rows of tables, boxes."""
    for side, version in enumerate((one, other)):
        here, there = (
            _placeholders(text.text) for text in ((one, other) if side == 0 else (other, one))
        )
        for value in sorted((here - there).elements()):
            yield Difference(
                "placeholder",
                f'"{value}" stands in {version.locale} only',
                _sentences_with(value, one, other),
            )
            return
    for kind, words, pattern in (
        ("heading", "headings", HEADING),
        ("list", "items of lists", LIST_ITEM),
        ("table", "rows of tables", TABLE_ROW),
    ):
        counts = [
            len(pattern.findall(PLACEHOLDER.sub("x", version.text))) for version in (one, other)
        ]
        if counts[0] != counts[1]:
            yield Difference(
                kind,
                f"{one.locale} has {counts[0]} {words}, {other.locale} has {counts[1]}",
                (" ".join(one.sentences[:1]), " ".join(other.sentences[:1])),
            )


def _placeholders(text: str) -> Counter[str]:
    counts = Counter(
        re.sub(r"\s+", "", found).replace('"', "'") for found in PLACEHOLDER.findall(text)
    )
    counts.update(
        {f"{{{name}}}" for name in STRING_PLACEHOLDER.findall(text) if not PLACEHOLDER.search(text)}
    )
    # A fact may be named once in one language and twice in the other; a block or a source may not.
    return Counter(
        {
            value: count if value.startswith("source(") or value.endswith("()") else 1
            for value, count in counts.items()
        }
    )


COMPARISONS: tuple[Comparison, ...] = (
    same_quantities,
    same_meaning,
    same_addresses,
    same_names,
    same_structure,
)
