"""What is said once for several facts, and what a document of the past promises."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from aviso.model.notice import LawEntry, Notice, compose_notice
from aviso.site.compose import make_site
from aviso.site.fact_lists import FEW_LAWS, group_commitments, list_laws
from aviso.site.notice_context import NoticeContext
from tests.support.project import Project

USUAL, OTHER = date(2026, 11, 29), date(2026, 11, 22)


@pytest.fixture
def context(rich_template: Project) -> NoticeContext:
    found = make_site("example", rich_template.load_records()).make_context("en", "laws")
    assert isinstance(found, NoticeContext)
    return found


def with_laws(notice: Notice, *days: date | None) -> Notice:
    first = notice.laws[0]
    return replace(
        notice,
        laws=tuple(
            replace(first, id=f"law-{number}", law=_dated(first, day))
            for number, day in enumerate(days)
        ),
    )


def _dated(entry: LawEntry, day: date | None):
    status = "current" if day else "cited-not-checked"
    return entry.law.model_copy(
        update={"status": status, "checked_on": day, "present_position": None}
    )


@pytest.mark.parametrize(
    ("days", "usual"),
    [
        ((), None),
        ((USUAL,), None),
        ((USUAL, OTHER), None),
        ((USUAL, OTHER, USUAL), USUAL),
        ((None, None), None),
    ],
)
def test_a_day_that_several_laws_share_is_the_usual_one(context, days, usual):
    assert list_laws(with_laws(context.notice, *days))["usual_day"] == usual


def test_the_usual_day_is_said_once_and_another_at_its_law(context):
    context.notice = with_laws(context.notice, USUAL, USUAL, OTHER, None)
    html = str(context.render_laws().html)
    assert html.count("November 29, 2026") == 1 and html.count("November 22, 2026") == 1
    assert html.count("Nobody has read this text") == 1


@pytest.mark.parametrize("count", [FEW_LAWS, FEW_LAWS + 1])
def test_many_laws_have_an_overview(context, count):
    context.notice = with_laws(context.notice, *[USUAL] * count)
    html = str(context.render_laws().html)
    linked = re.findall(r'<a href="#(law-\d)">', html)
    assert linked == ([f"law-{one}" for one in range(count)] if count > FEW_LAWS else [])


def test_a_document_that_writes_a_law_as_the_register_does_is_not_quoted(context):
    [entry, *_] = context.notice.laws
    for cited, is_alike in (
        (str(entry.law.citation)[:6], True),
        ("Some Act", False),
        (None, False),
    ):
        use = entry.use.model_copy(update={"as_cited": cited})
        law = entry.law.model_copy(update={"citation": str(entry.law.citation)})
        assert replace(entry, use=use, law=law).is_cited_alike == is_alike


def test_a_promise_of_an_archived_document_has_no_tick(rich_template: Project, context):
    notice = compose_notice("example", rich_template.load_records())
    promises = notice.library.commitments
    assert [past for past, _ in group_commitments(notice, promises)] == [False]
    cited = notice.references[promises[0].source[0]].document.id
    documents = tuple(
        one.model_copy(update={"status": "archived"}) if one.id == cited else one
        for one in notice.library.documents
    )
    library = notice.library.model_copy(update={"documents": documents})
    context.notice = replace(notice, library=library)
    groups = dict(group_commitments(context.notice, promises))
    assert promises[0] in groups[True]
    assert sorted(one.id for group in groups.values() for one in group) == sorted(
        one.id for one in promises
    )
    html = str(context.render_commitments(promises[0].topic).html)
    assert 'class="promises past"' in html


def test_models_stand_last_on_the_front_page(rich_template: Project):
    site = make_site("_front", rich_template.load_records())
    summaries = site.summaries
    name, model = next(item for item in summaries.items() if item[1].is_model)
    real = replace(model, is_model=False, name=model.name.model_copy())
    context = site.make_context("en", "index")
    for listed, headings in (({name: model}, 0), ({"real": real, name: model}, 1)):
        context.summaries = listed
        html = str(context.render_libraries().html)
        assert html.count("<h2") == headings
        assert re.findall(r'href="([\w-]+)/"', html) == [*listed]
