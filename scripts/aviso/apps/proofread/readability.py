"""Measures how hard the pages of a site are to read, and compares them with their limits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aviso.apps.proofread.formulas import find_hardest, is_within, measure_text
from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project, name_library_file
from aviso.core.rules import Rule
from aviso.i18n.language_data import load_language_data
from aviso.i18n.sentences import SENTENCE_END
from aviso.model.library_parts import ReadingLimit

# Elements with sentences. Nested blocks are counted once, in the innermost.
BLOCKS = "p, li, td, th, dd, dt, h1, h2, h3, h4, caption"
# References, marks of outdated texts, and code are not sentences.
NOT_PROSE = "cite, small, aside.outdated, code"
IN_WORDS = {
    "flesch_kincaid_grade": "school grade {value}",
    "szigriszt_pazos": "{value} on the scale INFLESZ",
}
HARDEST = 3
WHITE_SPACE = re.compile(r"\s+")
PROOFREAD = "aviso proofread"

HARD_TO_READ = Rule(
    "wording/hard-to-read",
    "A page is harder to read than it may be",
    why="Many patrons read little, or read in a language that is not their first. A notice that "
    "they cannot read protects nobody.",
    cure="Make the sentences that the message quotes shorter, and use everyday words. If the page "
    "must be harder, set a limit for it under reading_limits in the library's record.",
    severity="warning",
    found_by=PROOFREAD,
)
NOT_MEASURED = Rule(
    "wording/not-measured",
    "The pages of a site cannot be measured",
    why="A site with errors cannot be assembled, so nobody knows how hard its pages are to read.",
    cure="Fix the problems that aviso check reports, and proofread again.",
    severity="warning",
    found_by=PROOFREAD,
)


@dataclass(frozen=True)
class Readability:
    """How hard one page is in one language, and how hard it may be."""

    site_id: str
    page: str
    locale: str
    file: str
    measure: str
    value: float
    limit: float
    hardest: tuple[str, ...]

    @property
    def is_within_limit(self) -> bool:
        """Tell whether the page is as easy as its limit asks."""
        return is_within(self.measure, self.value, self.limit)

    @property
    def problem(self) -> Diagnostic:
        """The warning for a page that is too hard."""
        words = IN_WORDS[self.measure].format(value=self.value)
        sentences = " · ".join(self.hardest)
        return HARD_TO_READ.at(
            self.file,
            1,
            f"the page is hard to read ({words}; the limit is {self.limit:g}). "
            f"Its hardest sentences: {sentences}",
            "Make them shorter, with everyday words.",
        )


def measure_pages(project: Project, site_id: str) -> list[Readability]:
    """Measure every page of a site in every language with a measure. Raises UnsoundSite."""
    site = assemble_site(project, site_id)
    limits = site.notice.library.reading_limits if site.notice else ()
    found = []
    for (locale, name), page in site.pages.items():
        measure = load_language_data(locale).reading.get("measure")
        sentences = extract_sentences(page.html) if measure and not page.source.counterpart else []
        value = measure_text(measure, sentences) if measure else None
        if measure and value is not None:
            found.append(
                Readability(
                    site_id,
                    name,
                    locale,
                    page.source.file,
                    measure,
                    value,
                    find_limit(name, locale, limits),
                    tuple(find_hardest(measure, sentences, HARDEST)),
                )
            )
    return found


def extract_sentences(html: str) -> list[str]:
    """Return the sentences that a reader of a page sees."""
    tree = LexborHTMLParser(html)
    for node in tree.css(NOT_PROSE):
        node.decompose()
    innermost = (node for node in tree.css(BLOCKS) if not _has_blocks_inside(node))
    texts = (WHITE_SPACE.sub(" ", node.text()).strip() for node in innermost)
    return [sentence for text in texts for sentence in SENTENCE_END.split(text) if sentence]


def _has_blocks_inside(node: LexborNode) -> bool:
    blocks = node.css(BLOCKS)
    # A node may be among its own matches.
    return len(blocks) > (1 if node in blocks else 0)


def find_limit(page: str, locale: str, limits: Iterable[ReadingLimit]) -> float:
    """Return how hard a page may be.

    The library's limit for the page takes precedence over its limit for all pages, which takes
    precedence over the limit of the language.
    """
    own = [limit for limit in limits if limit.language == locale]
    named = [limit.value for limit in own if page in limit.pages] or [
        limit.value for limit in own if not limit.pages
    ]
    return named[0] if named else float(load_language_data(locale).reading["limit"])


def find_hard_pages(project: Project, site_ids: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each page that is harder to read than it may be.

    A page that several sites share is reported once.
    """
    reported: set[tuple[str, tuple[str, ...]]] = set()
    for site_id in site_ids:
        try:
            found = measure_pages(project, site_id)
        except UnsoundSite:
            file = name_library_file(site_id) if site_id != FRONT else "mkdocs.yml"
            yield NOT_MEASURED.at(
                file,
                1,
                "the pages cannot be measured, because the site has errors",
                "Fix the problems that aviso check reports; then type aviso proofread again.",
            )
            continue
        for reading in found:
            key = (reading.file, reading.hardest)
            if not reading.is_within_limit and key not in reported:
                reported.add(key)
                yield reading.problem


def format_table(found: Iterable[Readability]) -> str:
    """Return a table of all pages with their values, and an explanation of the values."""
    found = list(found)
    locales = dict.fromkeys(reading.locale for reading in found)
    by_page: dict[tuple[str, str], dict[str, Readability]] = {}
    for reading in found:
        by_page.setdefault((reading.site_id, reading.page), {})[reading.locale] = reading
    output = io.StringIO()
    console = Console(file=output, width=120, highlight=False)
    table = Table("site", "page", *(f"{locale}: is, limit" for locale in locales), box=None)
    for (site_id, page), languages in by_page.items():
        table.add_row(site_id, page, *(_format_cell(languages.get(locale)) for locale in locales))
    console.print(table)
    console.print(
        "English: the grade in which students understand the page; lower is easier. "
        "Spanish: ease on the INFLESZ scale; higher is easier, 55 to 65 is usual."
    )
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines())


def _format_cell(reading: Readability | None) -> str:
    if reading is None:
        return "–"
    return f"{reading.value:g}, {reading.limit:g}{'' if reading.is_within_limit else '  too hard'}"
