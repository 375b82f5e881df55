"""Fills the templates of the files that ``aviso init`` and ``aviso new`` write.

Their delimiters are ``[[ … ]]`` and ``[% … %]``, because the files contain the braces of workflows
and placeholders.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent / "templates"


def fill(template: str, /, **values: Any) -> bytes:
    """Return the file that the ``template`` makes with these values."""
    return _make_environment().get_template(f"{template}.txt").render(**values).encode()


def quote_yaml(text: str) -> str:
    """Write a text as a YAML value, in quotes only if it needs them."""
    try:
        is_plain = yaml.load(f"key: {text}", yaml.BaseLoader) == {"key": text}
        is_plain = is_plain and isinstance(yaml.safe_load(f"key: {text}")["key"], str)
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else json.dumps(text, ensure_ascii=False)


@cache
def _make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    environment.filters["yaml"] = quote_yaml
    return environment
