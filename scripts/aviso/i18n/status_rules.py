"""The rules behind the states of a text: why each asks for work, and what to do."""

from __future__ import annotations

from aviso.core.rules import Rule

STATUS = "aviso translation"

MISSING = Rule(
    "i18n/missing",
    "A text is missing in a language",
    why="Readers of that language do not learn what the others do, or see the text in a language "
    "that they may not read.",
    cure="Write the text in the language that lacks it. Then have a person compare both, and "
    "record it: aviso translation confirm.",
    severity="warning",
    found_by=STATUS,
)
OUTDATED = Rule(
    "i18n/outdated",
    "A text has changed in one language and not in the other",
    why="Until the other language is brought up to date, its readers are told what was true "
    "before. "
    "Their page says so, but does not say what is true now.",
    cure="Bring the other language up to date, compare the two, and record it: aviso translation "
    "confirm PIECE --by ROLE.",
    severity="warning",
)
UNREVIEWED = Rule(
    "i18n/unreviewed",
    "No person has confirmed that the languages say the same",
    why="A slip in a translation is noticed only by somebody who reads both texts. Until then, a "
    "notice cannot say that its languages were compared.",
    cure="Have a person compare both texts, correct what differs, and record it: "
    "aviso translation confirm.",
    severity="warning",
    found_by=STATUS,
)

# The rule behind each state of a text that asks for work.
RULES = {"missing": MISSING, "outdated": OUTDATED, "unreviewed": UNREVIEWED}
