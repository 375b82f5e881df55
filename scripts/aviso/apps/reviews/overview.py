"""Renders an overview of reviews: a page for the consortium, and a badge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aviso.apps.reviews.ical import name_owner
from aviso.apps.reviews.reviews import KINDS, Kind, Review, State
from aviso.i18n.catalog import Catalog

TEMPLATES = Path(__file__).parent
STATES: tuple[State, ...] = ("overdue", "soon", "later")
# White text has a contrast of at least 5 to 1 on each (WCAG 2.2, 1.4.3, requires 4.5).
COLORS = {"overdue": "#9b1c1c", "soon": "#7a5200", "later": "#1b6634"}
# In pixels, for the font of the badge.
LETTER_WIDTH = 6.6
BADGE_PADDING = 14


def render_page(
    reviews: Sequence[Review], names: dict[str, str], words: Catalog, today: date
) -> str:
    """Return the page as HTML.

    It has the number of reviews of each kind that are overdue for each library, then every review
    by its day. ``names`` are those of the libraries by id.
    """
    rows = [
        (name, [_count(_select(reviews, library_id, kind), today) for kind in KINDS])
        for library_id, name in names.items()
    ]
    entries = [
        (one, one.determine_state(today), name_owner(one, words), names[one.library_id])
        for one in reviews
    ]
    totals = {
        state: sum(one.determine_state(today) == state for one in reviews) for state in STATES
    }
    return (
        _make_environment()
        .get_template("page.html")
        .render(
            s=words.get_string,
            t=words.get_text,
            day=words.format_day,
            locale=words.locale,
            kinds=KINDS,
            rows=rows,
            entries=entries,
            totals=totals,
            today=today,
        )
    )


def _make_environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _select(reviews: Sequence[Review], library_id: str, kind: Kind) -> list[Review]:
    return [one for one in reviews if one.library_id == library_id and one.kind == kind]


def _count(reviews: list[Review], today: date) -> dict[str, int]:
    return {
        "all": len(reviews),
        "overdue": sum(one.determine_state(today) == "overdue" for one in reviews),
        "soon": sum(one.determine_state(today) == "soon" for one in reviews),
    }


def render_badge(reviews: Sequence[Review], words: Catalog, today: date) -> str:
    """Return an SVG with one line: the number of reviews that are overdue or due soon."""
    states = [one.determine_state(today) for one in reviews]
    worst: State = next((state for state in STATES if state in states), "later")
    values = {} if worst == "later" else {"count": str(states.count(worst))}
    texts = words.get_string("due.badge"), words.get_string(f"due.badge.{worst}", **values)
    widths = [round(len(text) * LETTER_WIDTH + BADGE_PADDING) for text in texts]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("badge.svg").render(
        left=texts[0], right=texts[1], widths=widths, color=COLORS[worst], locale=words.locale
    )
