"""Turns reviews into what is seen at a glance: a page for the consortium, and a badge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aviso.apps.reviews.ical import owner_of
from aviso.apps.reviews.reviews import KINDS, Review
from aviso.i18n.catalog import Catalog

TEMPLATES = Path(__file__).parent
STATES = ("overdue", "soon", "later")
# White on each is readable (WCAG 2.2, 1.4.3): 5 to 1 or more.
COLORS = {"overdue": "#9b1c1c", "soon": "#7a5200", "later": "#1b6634"}
LETTER = 6.6


def page(reviews: Sequence[Review], names: dict[str, str], words: Catalog, today: date) -> str:
    """The page: how many reviews of each kind are overdue for each library, then every review by its day."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = [
        (
            name,
            [
                _counts(
                    [one for one in reviews if one.library == library and one.kind == kind], today
                )
                for kind in KINDS
            ],
        )
        for library, name in names.items()
    ]
    entries = [(one, one.state(today), owner_of(one, words), names[one.library]) for one in reviews]
    totals = {state: sum(one.state(today) == state for one in reviews) for state in STATES}
    return environment.get_template("page.html").render(
        s=words.string,
        t=words.text,
        day=words.day,
        locale=words.locale,
        kinds=KINDS,
        rows=rows,
        entries=entries,
        totals=totals,
        today=today,
    )


def _counts(reviews: list[Review], today: date) -> dict[str, int]:
    return {
        "all": len(reviews),
        "overdue": sum(one.state(today) == "overdue" for one in reviews),
        "soon": sum(one.state(today) == "soon" for one in reviews),
    }


def badge(reviews: Sequence[Review], words: Catalog, today: date) -> str:
    """An SVG of one line: how many reviews are overdue, or soon, or that none is."""
    worst = next(
        (state for state in STATES if any(one.state(today) == state for one in reviews)), "later"
    )
    count = sum(one.state(today) == worst for one in reviews)
    left = words.string("due.badge")
    right = (
        words.string("due.badge.later")
        if worst == "later"
        else words.string(f"due.badge.{worst}", count=str(count))
    )
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    widths = [round(len(text) * LETTER + 14) for text in (left, right)]
    return environment.get_template("badge.svg").render(
        left=left, right=right, widths=widths, color=COLORS[worst], locale=words.locale
    )
