"""A rule on the languages that attribute lists give to words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.content.outline import blank_code
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.language_tags import find_tag_fault
from aviso.core.rules import Rule

# The same tag within an attribute list: {: lang=es }, *words*{lang="es"}, # Title {#id lang=es}.
WRITTEN = re.compile(r"\{[^{}\n]*?(?<![\w-])lang=[\"']?(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
UNKNOWN_LANGUAGE = Rule(
    "pages/unknown-language",
    "Words have the code of a language that does not exist",
    why="Screen readers choose their voice by this code, and browsers their hyphens and quotation "
    "marks (WCAG 2.2, 3.1.2). With a wrong one, the words are read in the wrong language.",
    cure="Write the code of BCP 47: two letters, like es for Spanish, or three where there are no "
    "two, like haw for Hawaiian; with a country only if it matters, like pt-BR.",
    example="*aloha*{: lang=hw }",
)


@UNKNOWN_LANGUAGE.check
def languages_exist(text: SourceText) -> Iterator[Diagnostic]:
    """Each language that is given to words exists."""
    for found in WRITTEN.finditer(blank_code(text.text)) if "lang=" in text.text else ():
        if fault := find_tag_fault(found["tag"]):
            message, hint = fault
            yield text.make_problem(found.start("tag"), message, hint)
