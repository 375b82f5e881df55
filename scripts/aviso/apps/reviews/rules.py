"""The rules of `aviso due`: a review is overdue, or due soon."""

from __future__ import annotations

from aviso.core.rules import Rule

DUE = "aviso due"

RULES = {
    "overdue": Rule(
        "reviews/overdue",
        "A review is overdue",
        why="A fact that has not been reviewed within the library's own period may no longer be "
        "true, and readers rely on it.",
        cure="Compare the fact with its source, correct it if needed, and write the day of the "
        "review into the record; aviso due names the file, the line and the role.",
        severity="warning",
        found_by=DUE,
    ),
    "soon": Rule(
        "reviews/due-soon",
        "A review is due within thirty days",
        why="The role that does the review can plan for it, so that the notice stays up to date.",
        cure="Do the review as for an overdue one; aviso due names the file, the line and the "
        "role.",
        severity="warning",
        found_by=DUE,
    ),
}
