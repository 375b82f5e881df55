"""Tags of YAML values, like ``!ENV`` in mkdocs.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TaggedValue:
    """A value with a tag, like ``!ENV SITE``: the written text is not the value itself."""

    tag: str
    value: Any


def name_tag(tag: str) -> str:
    """Return a tag as people write it."""
    return tag.replace("tag:yaml.org,2002:", "!!")
