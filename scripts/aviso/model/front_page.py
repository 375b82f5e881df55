"""The front page's own facts (``data/front.yml``): name, color, logo and texts, all optional."""

from __future__ import annotations

from pydantic import Field

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import FRONT_FILE, Project
from aviso.core.yaml_positions import PositionedValue
from aviso.model.fields import Color, Line
from aviso.model.localized import LocalizedText
from aviso.model.record import Record
from aviso.model.repository import load_optional
from aviso.model.source_location import SourceLocation

COLOR = "#2b3a55"
# Each library adds about 24 bytes to a page, compressed. With this many, a first page of 10 kB is
# still within the 14 kB that a browser gets at once (RFC 6928).
AT_ONCE = 150


class FrontPage(Record):
    """The page that leads to the notices of all libraries (``data/front.yml``)."""

    name: LocalizedText | None = Field(
        default=None,
        description="The name in the header of the front page.",
        examples=[{"en": "North Lakes Library System", "es": "Sistema Bibliotecario North Lakes"}],
    )
    short_name: LocalizedText | None = Field(
        default=None,
        description="A shorter name for narrow places. Leave out if the name is short.",
        examples=[{"en": "North Lakes", "es": "North Lakes"}],
    )
    color: Color = Field(
        default=COLOR,
        description="The main color, in quotes; white text must be readable on it.",
        examples=["#14594f"],
    )
    logo: Line | None = Field(
        default=None,
        description="A file in docs/_front/assets/.",
        examples=["logo.svg"],
    )
    text: LocalizedText | None = Field(
        default=None,
        description="The introduction to the list of libraries. Leave out for the usual words.",
        examples=[{"en": "Choose your library.", "es": "Elija su biblioteca."}],
    )
    note: LocalizedText | None = Field(
        default=None,
        description="A remark below the description of the notices.",
        examples=[{"en": "Two more libraries follow.", "es": "Habrá dos bibliotecas más."}],
    )
    list_at_once: int = Field(
        default=AT_ONCE,
        ge=1,
        le=100_000,
        description="The most libraries that the front page lists one by one. If there are more, "
        "it lists their states (jurisdiction), and each state has a page of its own. Leave out "
        f"for {AT_ONCE}.",
        examples=[AT_ONCE],
    )


def load_front_page(project: Project) -> tuple[FrontPage, SourceLocation, list[Diagnostic]]:
    """Return the record of the front page, its location, and the problems with the file.

    Without a valid file, the record is the default one.
    """
    record, marked, problems = project.make_once(_load)
    return record, SourceLocation(FRONT_FILE, marked), problems


def _load(project: Project) -> tuple[FrontPage, PositionedValue, list[Diagnostic]]:
    record, marked, problems = load_optional(project, FRONT_FILE, FrontPage)
    return record or FrontPage(), marked, problems
