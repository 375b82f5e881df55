"""Cuts the site of a member into a template that other members of the same shape are filled into.

The site was made from a record with stand-ins (``member_values``). Its files are cut where these
stand. What depends on all words of a page or a site is made for each member from pieces: the links
of hard words on pages that have sentences of the member's own, and the search index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from aviso.content.html import drop_search_marks
from aviso.content.markdown_limits import MAXIMUM_CHARACTERS
from aviso.content.page_text import Page
from aviso.content.placeholders import Explain
from aviso.i18n.outdated import OutdatedTexts
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation
from aviso.model.validation import validate
from aviso.site.compose import make_site
from aviso.site.frame import make_frame, split_opening
from aviso.site.member_cuts import CannotCut, Cut, Knife, join_cut
from aviso.site.member_index import IndexTemplate
from aviso.site.member_shape import MemberShape
from aviso.site.section_links import (
    HEADING,
    find_anchor,
    find_section_links,
    put_section_links,
)
from aviso.site.site import Site
from aviso.site.writer import (
    lay_out_page,
    make_page_values,
    make_search_index_path,
)

OPENING, BODY = "\ue010", "\ue011"
# An abbreviation is marked wherever it stands, also in a name.
ABBREVIATION = "<abbr"
# Half as much as a page may have.
LONG_PAGE = MAXIMUM_CHARACTERS // 2


class Probe(NamedTuple):
    """A site made from a record with stand-ins, its records, and the stand-ins in it."""

    site: Site
    records: Records
    shape: MemberShape


def make_probe(
    library_id: str, shape: MemberShape, records: Records, outdated: OutdatedTexts | None
) -> Probe:
    """Compose the site of a member with stand-ins in the place of its values.

    ``outdated`` is what was found of the member's own texts. Raises CannotCut if the record is not
    valid with stand-ins.
    """
    project = records.project
    values = tuple(
        one._replace(text=one.kind.stand_in(number, one.text))
        for number, one in enumerate(shape.values)
    )
    stand_ins = [one.text for one in values]
    probe_id, place = stand_ins[0], records.place("library", library_id)
    marked = replace(place.marked, value=shape.fill_outline(stand_ins))
    record, faults = validate(Library, marked, place.file, project.locales)
    if record is None or faults:
        raise CannotCut("the record is not valid with stand-ins")
    if not record.address:
        record = record.model_copy(update={"address": project.make_usual_address(probe_id)})
    own = {**records.libraries, probe_id: record}
    del own[library_id]
    with_stand_ins = replace(
        records,
        libraries=own,
        places={**records.places, ("library", probe_id): SourceLocation(place.file, marked)},
    )
    return Probe(
        make_site(probe_id, with_stand_ins, outdated=outdated),
        with_stand_ins,
        replace(shape, values=values),
    )


@dataclass(frozen=True)
class _LinkedPage:
    """A page on which hard words are linked anew: its content, and what stands around it."""

    html: Cut
    frame: Cut
    explain: Explain
    section_links: Mapping[str, str]

    def fill(self, forms: list[str]) -> str:
        """Return the page with these forms of values."""
        html = put_section_links(
            self.explain(join_cut(self.html, forms)), self.section_links.__getitem__
        )
        opening, body = split_opening(html)
        return join_cut(self.frame, forms).replace(OPENING, opening).replace(BODY, body)


# A file whose bytes are the same for all, one that is joined from pieces, or such a page.
FileTemplate = bytes | list[bytes | int] | _LinkedPage


@dataclass(frozen=True)
class MemberTemplate:
    """The files of a site by their paths, cut at the stand-ins.

    ``indexes`` are the search indexes by their paths. ``locales`` are the languages of the site,
    ``titles`` the titles of its pages. ``own_sizes`` are the sizes of files without the stand-ins,
    and ``shown`` the numbers of the values that stand in a file.
    """

    files: Mapping[str, FileTemplate]
    indexes: Mapping[str, IndexTemplate]
    locales: tuple[str, ...]
    titles: frozenset[str]
    own_sizes: Mapping[str, int]
    shown: frozenset[int]

    def fill(self, forms: list[str]) -> dict[str, bytes]:
        """Return the files of a member with these forms of its values."""
        coded = [form.encode() for form in forms]
        files = {}
        for name, content in self.files.items():
            if name in self.indexes:
                files[name] = self.indexes[name].fill(forms).encode()
            elif isinstance(content, list):
                files[name] = b"".join(
                    [coded[one] if isinstance(one, int) else one for one in content]
                )
            else:
                files[name] = (
                    content if isinstance(content, bytes) else content.fill(forms).encode()
                )
        return files


def cut_site(probe: Probe, files: Mapping[str, bytes]) -> MemberTemplate:
    """Cut the files of a site made from stand-ins. Raises CannotCut."""
    site, knife = probe.site, Knife(probe.shape, probe.site.project)
    if any(ABBREVIATION in page.prose.html for page in site.pages.values()):
        raise CannotCut("an abbreviation is marked wherever it stands, also in a name")
    if any(len(page.prepared.markdown) > LONG_PAGE for page in site.pages.values()):
        raise CannotCut("a page may become too long with longer names")
    linked = {
        f"{page.source.url}index.html": page
        for page in site.pages.values()
        if not page.source.counterpart and any(form in page.html for form in knife.sentences)
    }
    indexes = {
        make_search_index_path(site, locale): IndexTemplate(site, locale, knife)
        for locale in site.locales
    }
    cut: dict[str, FileTemplate] = {}
    for name, content in files.items():
        if name in indexes:
            cut[name] = b""
        elif name in linked:
            cut[name] = _cut_linked_page(site, linked[name], knife)
        else:
            cut[name] = _cut_file(content, knife)
    return MemberTemplate(
        cut,
        indexes,
        site.locales,
        frozenset(site.titles.values()),
        {name: _measure(cut[name], files[name], knife) for name in files},
        knife.shown,
    )


def _cut_file(content: bytes, knife: Knife) -> FileTemplate:
    try:
        pieces = knife.cut(content.decode())
    except UnicodeDecodeError:
        return content
    if len(pieces) == 1:
        return content
    return [one if isinstance(one, int) else one.encode() for one in pieces]


def _measure(cut: FileTemplate, content: bytes, knife: Knife) -> int:
    """Return the size of a file without the stand-ins."""
    if isinstance(cut, list):
        return sum(len(one) for one in cut if isinstance(one, bytes))
    return knife.measure(content)


def _cut_linked_page(site: Site, page: Page, knife: Knife) -> _LinkedPage:
    """Cut a page whose hard words are linked for each member, in the order of making a page."""
    source = page.source
    bare = drop_search_marks(site.convert(source, links_words=False).html)
    values = make_page_values(site, source.locale, source.name, bare, page.prose.headings)
    links_of = find_section_links(make_frame(site, source.locale, source.name))
    frame = lay_out_page(
        site, source.locale, {**values, "opening": Markup(OPENING), "body": Markup(BODY)}
    )
    return _LinkedPage(
        knife.cut(bare),
        knife.cut(frame),
        site.make_explainer(source) or str,
        {
            knife.keep(anchor): links_of(anchor) if links_of else ""
            for one in HEADING.finditer(bare)
            if (anchor := find_anchor(one))
        },
    )
