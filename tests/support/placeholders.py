"""Fills placeholders with values that tests know."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from aviso.content.fragments import FactError, FieldView, Fragment, SharedText
from aviso.content.markdown_converter import convert_markdown
from aviso.content.placeholders import FilledPage, fill_page
from aviso.content.source_text import SourceText
from aviso.core.project import Project
from tests.support.paths import ROOT

LINK = Fragment(Markup('<a href="mailto:a@example.org">a@example.org</a>'), "a@example.org")
BLOCK = Fragment(Markup("<table><tr><td>1</td></tr></table>"), "", is_block=True)


def contact(identifier: str) -> FieldView:
    """A contact as pages see it."""
    if identifier != "desk":
        raise FactError(f'contact "{identifier}" does not exist here', 'Did you mean "desk"?')
    return FieldView("the contact", {"email": LINK, "role": "Your *account*", "hours": None})


def names_of(values: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the names that a page may use, instead of a whole notice."""
    return {
        "library": FieldView("the library", {"name": "St. *Mary's* <b> & {{ x }}"}),
        "contact": contact,
        "block": lambda: BLOCK,
        "shared": SharedText,
        "date": lambda day: day,
        **(values or {}),
    }


def no_shared(name: str) -> SourceText:
    """Find no shared text."""
    raise FactError(f'the shared text "{name}" is not there')


def filled(text: str, shared: Any = no_shared, **values: Any) -> FilledPage:
    """Fill a text."""
    return fill_page(SourceText(text, "a.md", 5), names_of(values), shared)


def shown(text: str, **values: Any) -> str:
    """Return the HTML of a sound text."""
    prepared = filled(text, **values)
    assert not prepared.problems
    return prepared.finish(convert_markdown(Project(ROOT), prepared.markdown).html)


def reported(text: str, **values: Any) -> list[str]:
    """Return the problems of a text."""
    return [str(problem) for problem in filled(text, **values).problems]
