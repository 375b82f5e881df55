"""The rules behind the states of a text: why each needs work, and what to do."""

from __future__ import annotations

from aviso.core.rules import Rule

STATUS = "aviso translation"

MISSING = Rule(
    "i18n/missing",
    "A text is missing in a language",
    why="Readers of that language do not get the information, or see it in a language that they "
    "may not read.",
    cure="Write the text in the language that lacks it. Then have a person compare both, and "
    "record it: aviso translation confirm.",
    severity="warning",
    found_by=STATUS,
)
OUTDATED = Rule(
    "i18n/outdated",
    "A text has changed in one language and not in the other",
    why="Until the other language is updated, its readers see the old text. "
    "Their page says that it is out of date, but not what has changed.",
    cure="Update the other language, compare the two, and record it: aviso translation confirm "
    "PAGE|FIELD --by ROLE.",
    severity="warning",
)
UNREVIEWED = Rule(
    "i18n/unreviewed",
    "No person has confirmed that the languages say the same",
    why="Only somebody who reads both texts notices a mistake in a translation. Until then, a "
    "notice cannot say that its languages were compared.",
    cure="Have a person compare both texts, correct what differs, and record it: "
    "aviso translation confirm.",
    severity="warning",
    found_by=STATUS,
)

# The rule behind each state of a text that needs work.
RULES = {"missing": MISSING, "outdated": OUTDATED, "unreviewed": UNREVIEWED}
