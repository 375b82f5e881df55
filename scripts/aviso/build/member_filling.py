"""Decides which members of a system are filled into a template, and proves the template.

The first member of a shape (``aviso.site.member_shape``) is made by itself. For the second, a site
with stand-ins is made, checked and audited, and cut into a template. The first member is then
filled into it, too: only if every byte is as it was made by itself, others are filled in. Where
other values are equal to one another than in any member before, this is done again.

What no template can give is made for each: the record is read and checked, the search index packed,
and the weight of each page asked for. One in SAMPLE members is made both ways, and compared.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from aviso.build.dependencies import list_dependencies
from aviso.build.member import FirstMember, Member
from aviso.build.rules import FILLED_OTHERWISE
from aviso.build.staging import list_files
from aviso.build.task import BuildResult
from aviso.checks.built_addresses import BuiltSite, list_loads
from aviso.checks.built_html import audit_site
from aviso.checks.built_page import read_built_page
from aviso.checks.page_weight import (
    BETTER,
    FAST,
    GOOD,
    UNCOMPRESSED,
    PageLoad,
    check_weight,
    find_limit,
    weigh_page,
)
from aviso.checks.pages import check_pages
from aviso.checks.search_places import find_missing_sections
from aviso.core.diagnostics import has_errors
from aviso.core.lru_cache import LruCache
from aviso.core.project import Project
from aviso.model.inheritance import resolve_inheritance
from aviso.site.member_cuts import CannotCut
from aviso.site.member_template import MemberTemplate, cut_site, make_probe
from aviso.site.summaries import summarize_library
from aviso.site.writer import make_site_files

# The shapes that are kept. Each takes half a megabyte.
SHAPES = 16
# A page that may be so many bytes from its limit is weighed.
MARGIN = 500
# A page that has so much room as it is need not be compressed.
WIDE = 2_000
# Of the files that a page loads, only the style sheet has a value of a member's own: its color.
COLOR = 32


class _Weight(NamedTuple):
    """What is known of the weight of a page: the files that it loads, and how much these weigh.

    It need be weighed again only if more than ``room`` bytes are filled in.
    """

    load: PageLoad
    room: int
    frame: int


@dataclass
class _Template:
    """A template with what is needed to judge the sites that are filled into it.

    ``inputs`` are the names of what a site depends on, and ``own`` the id in them that stands for
    the member's.
    """

    files: MemberTemplate
    own: str
    inputs: list[str]
    weights: dict[str, _Weight]
    is_spotless: bool


@dataclass
class _Shape:
    """What is known of a shape: its first member, and its template once it is made.

    Of the first, only its own record is kept: those of its system take a megabyte.
    ``proven`` tells for each way in which values are equal whether a member was the same in the
    template as by itself.
    """

    first: FirstMember | None = None
    was_tried: bool = False
    template: _Template | None = None
    proven: dict[frozenset[Any], bool] = field(default_factory=dict)


def fill_member(member: Member) -> BuildResult | None:
    """Return the site of a member with its files, filled into the template of its shape.

    None if there is no template, or if anything about the member may be otherwise.
    """
    known = _find_shape(member)
    if known.template is None and known.first:
        first, made = known.first.join(member.records), known.first.made
        known.first, known.was_tried = None, True
        known.template = _make_template(member)
        if known.template and first:
            _prove(first, made, known, known.template)
    template = known.template
    if template and known.proven.get(_list_equal(member, template)):
        return _fill(member, template)
    return None


def is_spotless(member: Member) -> bool:
    """Tell whether the rules over pages found nothing in the template, not even a warning."""
    template = _find_shape(member).template
    return template is not None and template.is_spotless


def note_member(member: Member, made: BuildResult) -> None:
    """Take in a site that was made by itself: another of its shape may be filled in."""
    known = _find_shape(member)
    if made.problems:
        return
    if known.template:
        if _list_equal(member, known.template) not in known.proven:
            _prove(member, _digest_files(made), known, known.template)
    elif not known.was_tried:
        own_id, records = member.task.site_id, member.records
        known.first = FirstMember(
            member.task,
            records.libraries[own_id],
            records.places["library", own_id],
            _digest_files(made),
        )


def _prove(member: Member, made: BuildResult, known: _Shape, template: _Template) -> None:
    """Note whether a member is the same in the template as it was made by itself."""
    filled = _fill(member, template)
    is_same = filled is not None and _digest_files(filled) == made
    known.proven[_list_equal(member, template)] = is_same


def _digest_files(result: BuildResult) -> BuildResult:
    """Return a result with the digests of its files in their place: they take half a megabyte."""
    return replace(result, files=None, listing=list_files(result.files or {}))


def _list_equal(member: Member, template: _Template) -> frozenset[Any]:
    return member.shape.list_equal(template.files.shown, template.files.titles)


def compare(filled: BuildResult, made: BuildResult) -> BuildResult:
    """Return the site that was made by itself, with a problem if the filled one differs."""
    if filled == made:
        return made
    found, wanted = filled.files or {}, made.files or {}
    names = [name for name in {**wanted, **found} if found.get(name) != wanted.get(name)]
    what = f"the file {names[0]}" if names else "what it depends on"
    problem = FILLED_OTHERWISE.at(
        made.site_id,
        1,
        f"{what} is not the same when the site is filled into the template of its system",
        FILLED_OTHERWISE.cure,
    )
    return replace(made, problems=[*made.problems, problem])


def _find_shape(member: Member) -> _Shape:
    shapes, texts = member.records.project.make_once(_make_shapes), member.outdated
    # A page says how many texts are confirmed, and when.
    confirmed = texts and (texts.confirmed, texts.total, texts.last)
    return shapes.get_or_make((member.task.shared, member.shape.key, confirmed), _Shape)


def _make_shapes(project: Project) -> LruCache[Hashable, _Shape]:
    return LruCache(SHAPES)


def _make_template(member: Member) -> _Template | None:
    """Make the template of a shape; None if none can be made."""
    task = member.task
    try:
        probe = make_probe(task.site_id, member.shape, member.records, member.outdated)
        outdated = probe.site.outdated
        if outdated and (outdated.marks or outdated.sections):
            return None
        found = [*check_pages(probe.site, probe.records), *find_missing_sections(probe.site)]
        if has_errors(found):
            return None
        files = make_site_files(probe.site)
        if audit_site(files, probe.site.address, task.others):
            return None
        cut = cut_site(probe, files)
    except CannotCut:
        return None
    own = probe.site.id
    return _Template(
        cut,
        own,
        list_dependencies(probe.site, (own, *task.relatives[1:])),
        _weigh_pages(probe.site.address, files),
        is_spotless=not found,
    )


def _weigh_pages(address: str, files: dict[str, bytes]) -> dict[str, _Weight]:
    """Return what is known of the weight of each page."""
    pages = {name: read_built_page(files[name]) for name in files if name.endswith(".html")}
    loads = list_loads(BuiltSite(files, pages, address))
    return {name: _weigh_once(name, load, files) for name, load in loads.items()}


def _weigh_once(name: str, load: PageLoad, files: dict[str, bytes]) -> _Weight:
    limit, alone = find_limit(name, files), weigh_page(name, PageLoad(), files, UNCOMPRESSED)
    frame = weigh_page(name, load, files, UNCOMPRESSED, BETTER) - alone
    # Nearly every page has room enough as it is. To compress others at the best quality takes as
    # long as to weigh a hundred members' pages at a good one.
    room = limit - frame - alone
    if room < WIDE:
        room = limit - frame - weigh_page(name, PageLoad(), files, GOOD)
    return _Weight(load, room - MARGIN, frame + COLOR)


def _fill(member: Member, template: _Template) -> BuildResult | None:
    shape, own_id = member.shape, member.task.site_id
    forms = [form for of_one in shape.list_forms(member.records.project) for form in of_one]
    files = template.files.fill(forms)
    if _may_be_heavy(files, template):
        return None
    library = resolve_inheritance(member.records.libraries[own_id], member.records)
    return BuildResult(
        own_id,
        inputs=[name.replace(template.own, own_id) for name in template.inputs],
        summary=summarize_library(library, template.files.locales).to_json(),
        files=files,
    )


def _may_be_heavy(files: dict[str, bytes], template: _Template) -> bool:
    """Tell whether a page with what is filled in weighs too much; near its limit it is weighed."""
    sizes = template.files.own_sizes
    return any(
        all(
            weigh_page(name, PageLoad(), files, quality) + known.frame > find_limit(name, files)
            for quality in (FAST, GOOD)
        )
        and next(check_weight(name, known.load, files), None) is not None
        for name, known in template.weights.items()
        if len(files[name]) - sizes[name] > known.room
    )
