"""What `aviso due` can find: a review whose day has come, or will soon."""

from __future__ import annotations

from aviso.core.rules import Rule

DUE = "aviso due"

RULES = {
    "overdue": Rule(
        "reviews/overdue",
        "A review is overdue",
        why="What nobody has looked at for longer than the library set for itself may no longer "
        "be true, and readers rely on it.",
        cure="Compare the fact with its source, correct it if needed, and write the day of the "
        "review into the record; aviso due names the file, the line and the role.",
        severity="warning",
        found_by=DUE,
    ),
    "soon": Rule(
        "reviews/due-soon",
        "A review is due within thirty days",
        why="The role that does it can plan for it, so that the notice is never older than it "
        "promises to be.",
        cure="Do the review as for an overdue one; aviso due names the file, the line and the "
        "role.",
        severity="warning",
        found_by=DUE,
    ),
}
