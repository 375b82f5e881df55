"""The rules on the form of records: keys, values, and texts in every language."""

from __future__ import annotations

from aviso.core.rules import Rule

MISSING = Rule(
    "facts/missing",
    "A record lacks a value that it must have",
    why="Without this value, the notice would have a gap where readers look for an answer, or "
    "Aviso could not make it at all.",
    cure="Add a line with the key and its value. If the library's own documents do not say it, "
    "ask the office that the fact comes from.",
    example="A contact without a name",
)
UNKNOWN_KEY = Rule(
    "facts/unknown-key",
    "A record has a key that nobody reads",
    why="The fact under a misspelled key looks as if it were recorded, but no reader would see it.",
    cure="Correct the spelling, or move the line to the level where the key belongs. The message "
    "names the keys that are known there.",
    example="retension: 1 year",
)
EMPTY = Rule(
    "facts/empty",
    "A key has no value",
    why="An empty value can mean “nothing”, “unknown” or an unfinished edit, and a notice must not "
    "guess. "
    "A text that begins with # is lost too, because # begins a comment.",
    cure="Fill in the value, or delete the line. If the text begins with # or contains a # after a "
    "space, put it in quotes.",
)
NOT_A_CHOICE = Rule(
    "facts/not-a-choice",
    "A value is not one of the allowed ones",
    why="The notice has words only for the values on the list. Any other could not be shown.",
    cure="Choose one of the values that the message names. If none of them is true, say so in a "
    "note or in open_questions.",
    example="state: sended, in place of sent",
)
WRONG_SHAPE = Rule(
    "facts/wrong-shape",
    "A value has the wrong shape: a list, a text or a group of keys",
    why="The notice shows a list as a list and a text as a text; in the wrong shape, the fact "
    "cannot be shown.",
    cure="Write it as the message says: one text on a line, a list with a hyphen before each "
    "entry, or keys of their own below it.",
    example="data: email, in place of data: [email]",
)
TOO_LONG = Rule(
    "facts/too-long",
    "A text is longer than its place allows",
    why="Names and reasons are shown in tables and lists, where a long text pushes everything else "
    "off a small screen.",
    cure="Shorten the text, and put the details on a page in docs/.",
)
TEXT_MISSING = Rule(
    "i18n/text-missing",
    "A text is missing in one of its languages",
    why="Readers of that language would find a gap. Aviso never replaces a text with one in "
    "another language.",
    cure="Add a line with the language's code and the translation below the other languages of "
    "the same text.",
    example="name with a line en: but no line es:",
)
