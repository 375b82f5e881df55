"""The text of blocks after a change of the smallest project's record."""

from __future__ import annotations

import re

from aviso.site.compose import make_site
from aviso.site.notice_context import NoticeContext
from tests.support.project import Project

LIBRARY = "data/libraries/riverside.yml"
OPTIONAL = "    optional: no\n"
PHOTOS = """
  - id: photos
    situation: card
    title: {en: Photos, es: Fotos}
    data: [name, email]
    note: {en: Of a test., es: De una prueba.}
    source: [RL-02]
"""


def change(project: Project, *changes: tuple[str, str]) -> Project:
    """Replace texts in the record of the library; the project, to look at."""
    for before, after in changes:
        project.replace(LIBRARY, before, after)
    return project


def said(project: Project, block: str, *arguments: str, locale: str = "en") -> str:
    """Return the text of one of the library's blocks, without HTML."""
    context = make_site("riverside", project.load_records()).make_context(locale, "collect")
    assert isinstance(context, NoticeContext)
    html = getattr(context, f"render_{block}")(*arguments).html
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
