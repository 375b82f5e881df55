"""A site is freed when it is done: nothing in it leads in a circle, which only a search finds."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from aviso.build.assemble import assemble_site
from aviso.core.project import Project
from aviso.site.templates import open_environment
from aviso.site.writer import make_site_files
from tests.support.paths import ROOT


class _Value:
    """A value that can be watched."""


@pytest.fixture(autouse=True)
def _without_garbage_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(
    "text",
    [
        "{% macro one() %}{{ value }}{% endmacro %}{{ one() }}",
        "{% macro one() %}{{ value }}{% endmacro %}{% macro two() %}{{ one() }}{% endmacro %}",
    ],
)
def test_a_template_with_macros_keeps_nothing(text: str) -> None:
    value = _Value()
    watched = weakref.ref(value)
    open_environment(Project(Path(ROOT)), "en").from_string(text).render(value=value)
    del value
    assert watched() is None


def test_a_site_is_freed_at_once() -> None:
    site = assemble_site(Project(Path(ROOT)), "example")
    assert make_site_files(site)
    watched = weakref.ref(site.notice)
    del site
    assert watched() is None
