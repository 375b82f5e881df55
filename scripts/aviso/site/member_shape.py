"""Tells the shape of a member's record from the values that are the member's own.

Members have the same shape if their records are written alike but for values that can be filled
into a template (``member_values``). Everything else is a part of the shape. So a member with a
value that cannot be filled in has a shape of its own, and its site is made by itself. Which values
are equal to one another is told apart (``list_equal``): a page may leave out what it said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aviso.core.lru_cache import LruCache
from aviso.core.project import Project
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.vocabulary import GlossaryEntry
from aviso.site.foreign_words import list_words_beside
from aviso.site.glossary_links import list_linked_labels, touches_word
from aviso.site.member_values import (
    COLOR_KIND,
    DAY_KIND,
    EMAIL_KIND,
    HOST_KIND,
    LONGEST,
    MOST_VALUES,
    SENTENCES_KIND,
    SLUG_KIND,
    TELEPHONE_KIND,
    WORDS_KIND,
    Kind,
    describe_value,
    list_forms,
)

# What the record of a member may have; with anything else, its site is made by itself.
KEYS = {
    "name",
    "name_in_sentence",
    "short_name",
    "kind",
    "system",
    "jurisdiction",
    "website",
    "address",
    "listed",
    "branding",
    "publication",
    "contacts",
    "exceptions",
}
BRANDING_KEYS = {"color"}
NAMES = ("name", "short_name", "jurisdiction")
CONTACT_TEXTS = ("role", "name", "hours")
ADDRESS = re.compile(r"(https?://(?:www\.)?)([^/?#]+)((?:/[^/?#]+)*)(/?)")
# A value in an outline: its parts, as they are or as the number of a value.
Parts = tuple[str | int, ...]


class OwnValue(NamedTuple):
    """A value of a member's own; ``locale`` is the language in which alone it is seen, or ""."""

    kind: Kind
    text: str
    locale: str = ""


@dataclass(frozen=True)
class MemberShape:
    """The shape of a member's record, and its own values in the order in which it has them.

    ``outline`` is the record as it is written, with Parts in the place of values. ``key`` is equal
    for members of one system with the same shape. The first of ``values`` is the member's id.
    ``others`` are the texts of its shape and the names of its system, by language.
    """

    key: str
    outline: dict[str, Any]
    values: tuple[OwnValue, ...]
    others: frozenset[str]

    def fill_outline(self, values: list[str]) -> Any:
        """Return the record with other values."""
        return _fill(self.outline, values)

    def list_forms(self, project: Project) -> list[list[str]]:
        """Return the forms of each value; equally many for each member of this shape."""
        return [list_forms(one.kind.name, one.text, project) for one in self.values]

    def list_equal(self, shown: frozenset[int], titles: frozenset[str]) -> frozenset[Any]:
        """Return which of the ``shown`` values are equal to one another, or to another text.

        A page is written in one language, so texts in two languages never meet on it.
        """
        known = self.others | titles
        values = [(number, self.values[number]) for number in sorted(shown)]
        pairs = {
            (one, other)
            for one, value in values
            for other, others in values
            if one < other
            and value.text == others.text
            and (value.locale == others.locale or "" in (value.locale, others.locale))
        }
        return frozenset(
            {*pairs, *((one, value.text) for one, value in values if value.text in known)}
        )


def read_shape(library_id: str, records: Records) -> MemberShape | None:
    """Return the shape of a member's record; None if it has more than a template can have."""
    own = records.libraries[library_id]
    value: Any = records.place("library", library_id).value
    if not (own.system and own.system in records.libraries and value.keys() <= KEYS):
        return None
    if not value["branding"].keys() <= BRANDING_KEYS:
        return None
    reader = _Reader(records)
    if not isinstance(reader.cut_text(SLUG_KIND, library_id), tuple):
        return None
    outline = reader.read(value)
    if len(reader.values) > MOST_VALUES:
        return None
    project = records.project
    described = [
        (one.kind.name, describe_value(one.kind.name, one.text, project)) for one in reader.values
    ]
    others = {*_list_texts(outline), *_list_names(records.libraries[own.system])}
    return MemberShape(
        repr((own.system, outline, described)), outline, tuple(reader.values), frozenset(others)
    )


Labels = dict[str, tuple[str, ...]]


def _make_kept_labels(project: Project) -> LruCache[int, tuple[object, Labels]]:
    return LruCache(4)


def _list_labels(glossary: Mapping[str, GlossaryEntry], locales: Iterable[str]) -> Labels:
    return {
        locale: (
            *list_linked_labels(glossary, locale).values(),
            *sorted({word for own in list_words_beside(glossary, locale).values() for word in own}),
        )
        for locale in locales
    }


@dataclass
class _Reader:
    """Reads the record of a member: its outline, and its values by their numbers."""

    records: Records
    values: list[OwnValue] = field(default_factory=list)

    def __post_init__(self) -> None:
        glossary, locales = self.records.glossary, self.records.project.locales.locales
        # Members of a system have one glossary in common. It is kept, so that no other gets its id.
        _, self._labels = self.records.project.make_once(_make_kept_labels).get_or_make(
            id(glossary), lambda: (glossary, _list_labels(glossary, locales))
        )

    def read(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return the outline of a record."""
        outline = dict(value)
        for key in NAMES:
            outline[key] = self._cut_localized(WORDS_KIND, value[key])
        for key in ("website", "address"):
            if key in value:
                outline[key] = self._cut_address(value[key])
        outline["branding"] = {"color": self.cut_text(COLOR_KIND, value["branding"]["color"])}
        if "name_in_sentence" in value:
            outline["name_in_sentence"] = {
                locale: self._cut_around(text, value["name"].get(locale, ""), outline, locale)
                for locale, text in value["name_in_sentence"].items()
            }
        outline["publication"] = self._read_publication(value["publication"])
        if "contacts" in value:
            outline["contacts"] = [self._read_contact(one) for one in value["contacts"]]
        if "exceptions" in value:
            outline["exceptions"] = [
                {**one, "text": self._cut_localized(SENTENCES_KIND, one["text"])}
                for one in value["exceptions"]
            ]
        return outline

    def _read_publication(self, publication: Mapping[str, Any]) -> dict[str, Any]:
        outline = dict(publication)
        for key in ("approved_on", "next_review"):
            if key in publication:
                outline[key] = self.cut_text(DAY_KIND, publication[key])
        if "approved_by" in publication:
            outline["approved_by"] = self._cut_localized(WORDS_KIND, publication["approved_by"])
        return outline

    def _read_contact(self, contact: Mapping[str, Any]) -> dict[str, Any]:
        outline = dict(contact)
        for key in CONTACT_TEXTS:
            if key in contact:
                outline[key] = self._cut_localized(WORDS_KIND, contact[key])
        for key, kind in (
            ("email", EMAIL_KIND),
            ("telephone", TELEPHONE_KIND),
            ("postal_address", WORDS_KIND),
        ):
            if key in contact:
                outline[key] = self.cut_text(kind, contact[key])
        if "form" in contact:
            outline["form"] = self._cut_address(contact["form"])
        checked = contact.get("verification")
        if checked and "date" in checked:
            outline["verification"] = {**checked, "date": self.cut_text(DAY_KIND, checked["date"])}
        return outline

    def _cut_localized(self, kind: Kind, texts: Mapping[str, str]) -> dict[str, Parts | str]:
        return {locale: self.cut_text(kind, text, locale) for locale, text in texts.items()}

    def cut_text(self, kind: Kind, text: str, locale: str = "") -> Parts | str:
        """Return a value as one that can be filled in, or as it is."""
        if not self._fits(kind, text, locale):
            return text
        self.values.append(OwnValue(kind, text, locale))
        return (len(self.values) - 1,)

    def _fits(self, kind: Kind, text: str, locale: str) -> bool:
        # The search index leaves out what looks like an address.
        if not kind.fits.fullmatch(text) or "www" in text:
            return False
        if len(text) > LONGEST.get(kind.name, len(text)):
            return False
        if kind is SENTENCES_KIND:
            # Hard words are linked anew on pages with sentences of the member's own.
            return True
        labels = [self._labels[locale]] if locale else self._labels.values()
        forms = list_forms(kind.name, text, self.records.project)
        return not any(touches_word(form, words) for words in labels for form in forms)

    def _cut_address(self, address: str) -> Parts | str:
        """Return a web address in parts: its host, and each part of its path."""
        found = ADDRESS.fullmatch(address)
        if not found:
            return address
        scheme, host, path, end = found.groups()
        parts = [*self._cut_part(HOST_KIND, host)]
        for one in path.split("/")[1:]:
            parts += ["/", *self._cut_part(SLUG_KIND, one)]
        return (scheme, *parts, end)

    def _cut_part(self, kind: Kind, text: str) -> Parts:
        cut = self.cut_text(kind, text)
        return (cut,) if isinstance(cut, str) else cut

    def _cut_around(
        self, text: str, name: str, outline: Mapping[str, Any], locale: str
    ) -> Parts | str:
        """Return the name in a sentence: the name itself, and the words around it."""
        before, found, after = text.partition(name)
        number = outline["name"].get(locale)
        if not found or isinstance(number, str | None) or name in after:
            return text
        if not before and name[:1].islower():
            # A preposition may be contracted with an article that the name begins with.
            return text
        return (before, *number, after)


def _list_names(system: Library) -> Iterator[str]:
    """Yield what a system is called, and the parts of its addresses."""
    for names in (system.name, system.short_name, system.name_in_sentence, system.jurisdiction):
        if names is not None:
            yield from names.root.values()
    for address in (system.website, system.address):
        yield from address.split("/")


def _list_texts(outline: Any) -> Iterator[str]:
    """Yield every whole text that is a part of the shape."""
    if isinstance(outline, str):
        yield outline
    elif isinstance(outline, dict):
        for one in outline.values():
            yield from _list_texts(one)
    elif isinstance(outline, list):
        for one in outline:
            yield from _list_texts(one)


def _fill(outline: Any, values: list[str]) -> Any:
    if isinstance(outline, tuple):
        return "".join(values[one] if isinstance(one, int) else one for one in outline)
    if isinstance(outline, dict):
        return {key: _fill(one, values) for key, one in outline.items()}
    if isinstance(outline, list):
        return [_fill(one, values) for one in outline]
    return outline
