"""Templates escape as markupsafe does, though they make no object of what they put out."""

from __future__ import annotations

import traceback
from functools import partial
from pathlib import Path
from typing import Any

import markupsafe
import pytest
from jinja2 import UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from aviso.core.project import Project
from aviso.site.plain_escape import escape
from aviso.site.templates import open_environment
from tests.support.paths import ROOT


class _Html:
    def __html__(self) -> str:
        return "<hr>"


class _Text(str):
    """A kind of text of its own."""


@pytest.mark.parametrize(
    "value",
    ["", "plain", "<a href=\"x\">'&'</a>", "é<", Markup("<b>"), _Html(), _Text("<i>"), 3, None],
)
def test_a_value_is_escaped_as_markupsafe_escapes_it(value: Any) -> None:
    assert escape(value) == markupsafe.escape(value)


def test_templates_use_it_and_join_to_the_same_text() -> None:
    environment = open_environment(Project(Path(ROOT)), "en")
    template = environment.from_string(
        "{% macro row(cell) %}<td>{{ cell }}</td>{% endmacro %}"
        "{% set kept %}<p>{{ value }}</p>{% endset %}{{ kept }}{{ row(value) }}{{ value | safe }}"
    )
    text = template.render(value="<&>")
    assert text == "<p>&lt;&amp;&gt;</p><td>&lt;&amp;&gt;</td><&>"
    assert "aviso.site.plain_escape" in environment.compile("{{ value }}", raw=True)


class _Fields:
    name = "field"
    title = "method"


def test_fields_and_calls_are_found_where_jinja_finds_them() -> None:
    environment = open_environment(Project(Path(ROOT)), "en")

    @pass_context
    def tell(context: Context, word: str) -> str:
        return f"{word} {context['value'].name}"

    template = environment.from_string(
        "{{ value.name }} {{ {'name': 'key'}.name }} {{ 'word'.title() }} "
        "{% for one in [1] %}{{ tell('in a loop,') }} {{ calm() }}{% endfor %}"
    )
    shown = template.render(value=_Fields(), tell=tell, calm=partial(str, "calm"))
    assert shown == "field key Word in a loop, field calm"
    for broken in ("{{ value.missing }}", "{{ missing.name }}", "{{ missing() }}"):
        with pytest.raises(UndefinedError):
            environment.from_string(broken).render(value=_Fields())


def test_an_error_still_names_the_line_of_the_template() -> None:
    environment = open_environment(Project(Path(ROOT)), "en")
    with pytest.raises(UndefinedError) as caught:
        environment.from_string("\n\n{{ missing }}").render()
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(caught.value.__traceback__)
        if frame.filename == "<template>"
    ]
    assert lines == [3]
