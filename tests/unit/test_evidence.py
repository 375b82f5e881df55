"""A notice says that something was checked only where a check is recorded."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aviso.model.contacts import Verification
from aviso.model.documents import Check
from aviso.model.localized import LocalizedText
from aviso.site.compose import make_site
from aviso.site.notice_context import NoticeContext
from tests.support.project import Project

Blocks = Callable[..., NoticeContext]
BY = LocalizedText.model_construct(root={"en": "Administration", "es": "Dirección"})
CHECK = Check.model_construct(on=date(2026, 2, 16), by=BY)


@pytest.fixture
def blocks(rich_template: Project) -> Blocks:
    """A call for the blocks of the model library, all of it checked but for what is changed."""
    records = rich_template.load_records()

    def make(locale: str = "en", **changes: Any) -> NoticeContext:
        context = make_site("example", records).make_context(locale, "about")
        assert isinstance(context, NoticeContext)
        own = context.notice.library
        verified = Verification(state="verified", date=date(2026, 2, 16))
        sound = {
            "documents": tuple(one.model_copy(update={"checked": CHECK}) for one in own.documents),
            "contacts": tuple(
                one.model_copy(update={"verification": verified}) for one in own.contacts
            ),
            "open_questions": (),
            "questions_checked": CHECK,
            **changes,
        }
        context.notice = replace(
            context.notice, library=own.model_copy(update=sound), vendors=(), laws=()
        )
        return context

    return make


def words(context: NoticeContext, block: str) -> str:
    html = getattr(context, f"render_{block}")().html
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_with_every_check_recorded_the_notice_says_so(blocks: Blocks) -> None:
    assert words(blocks(), "unverified").startswith("A check is recorded for every document")
    assert words(blocks("es"), "unverified").startswith("Consta una comprobación de cada")
    assert words(blocks(), "open_questions") == (
        "Open questions were looked for on February 16, 2026 (Administration); none were found."
    )


@pytest.mark.parametrize("kind", ["documents", "contacts"])
def test_what_no_check_is_recorded_of_is_named(blocks: Blocks, kind: str) -> None:
    key = "checked" if kind == "documents" else "verification"
    own = getattr(blocks().notice.library, kind)
    unchecked = (own[0].model_copy(update={key: None}), *own[1:])
    said = words(blocks(**{kind: unchecked}), "unverified")
    assert "A check is recorded" not in said
    assert ("Nobody has recorded a check" in said) == (kind == "documents")
    assert ("Not verified" in said) == (kind == "contacts")


def test_nobody_asked_is_not_no_questions(blocks: Blocks) -> None:
    assert words(blocks(questions_checked=None), "open_questions") == (
        "Nobody has recorded whether the documents leave questions open."
    )


def test_the_day_of_the_comparison_is_that_of_the_document_looked_at_first(blocks: Blocks) -> None:
    assert blocks().notice.compared_on == date(2026, 2, 16)
    [first, second, *rest] = blocks().notice.library.documents
    later = CHECK.model_copy(update={"on": date(2026, 3, 1)})
    for check, day in ((later, date(2026, 2, 16)), (None, None)):
        documents = (first.model_copy(update={"checked": check}), second, *rest)
        assert first.statements and second.statements
        assert blocks(documents=documents).notice.compared_on == day
    assert blocks(documents=()).notice.compared_on is None


def test_without_a_statement_nothing_counts_as_checked(blocks: Blocks) -> None:
    [first, *_] = blocks().notice.library.documents
    empty = first.model_copy(update={"statements": ()})
    for documents in ((), (empty,)):
        context = blocks(documents=documents)
        assert words(context, "unverified") == (
            "Nobody has recorded a check of what these pages say."
        )
        assert words(context, "open_questions") == "No documents have been compared yet."
    bare = dict.fromkeys(
        (
            *("documents", "contacts", "practices", "commitments", "disclosures", "age_rules"),
            *("procedures", "vendors", "laws"),
        ),
        (),
    )
    assert words(blocks(**bare), "unverified") == (
        "These pages state nothing yet about what the library does."
    )
