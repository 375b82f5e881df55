"""The rules on each text in ``data/``: it is plain, and reads as it is written."""

from __future__ import annotations

import re

from aviso.core.confusables import find_unreadable_words
from aviso.core.invisible import find_hidden_character, name_place
from aviso.core.lost_letters import has_lost_letter
from aviso.core.misread_text import MISREAD, describe_misread, find_misread_words
from aviso.core.rules import Rule
from aviso.core.safe_files import INVISIBLE
from aviso.core.written_markup import find_markup
from aviso.model.record import InvalidValue

# The usual signs of English and Spanish texts, among which no rule on texts finds a fault.
USUAL_SIGNS = re.compile(r"(?!.*'')[ !\"$'-),-;?-Za-záéíóúüñÁÉÍÓÚÜÑ¿¡‘’“”–—…]*")
NOT_PLAIN_TEXT = Rule(
    "facts/not-plain-text",
    "A text in data/ contains HTML, Markdown or a placeholder",
    why="Texts in data/ are shown as they are written, so that nothing in them can change a page. "
    "Readers would see tags, references such as &nbsp;, **asterisks** and {{ … }} as they are.",
    cure="Write plain words. If you need a link or another fact, put it on the page in docs/ "
    "instead.",
    example="summary: <b>Never</b> shared",
)
IMITATING_LETTERS = Rule(
    "wording/imitating-letters",
    "A word has letters that imitate others",
    why="Letters of another alphabet can look like a–z, and a stack of marks on a letter can cover "
    "the text around it. "
    "Screen readers stumble over such words, searches do not find them, and they can "
    "deceive.",
    cure="Delete the word and type it again by hand.",
    example="privаcy with the Cyrillic letter а",
)


def refuse_hidden_characters(value: str) -> str:
    """Return a text in which nothing is hidden. Raises InvalidValue."""
    found = find_hidden_character(value)
    if found:
        raise InvalidValue(
            INVISIBLE,
            f"contains an invisible character (U+{ord(found):04X}) that can change how the text "
            f"reads; delete it and type the words again. {name_place(found)}".removesuffix(". "),
        )
    return value


def check_plain_text(value: str) -> str:
    """Return a text that is shown as it is written. Raises InvalidValue."""
    # Nearly all texts have nothing else.
    if USUAL_SIGNS.fullmatch(value) and not has_lost_letter(value):
        return value
    markup = find_markup(refuse_hidden_characters(value))
    if markup:
        raise InvalidValue(
            NOT_PLAIN_TEXT, 'holds "{}", which would be shown as is; {}'.format(*markup)
        )
    for word in find_misread_words(value):
        fault = describe_misread(word)
        raise InvalidValue(MISREAD, f"{fault.message}; {fault.hint[0].lower()}{fault.hint[1:-1]}")
    for _, imitation in find_unreadable_words(value):
        raise InvalidValue(IMITATING_LETTERS, f"{imitation}; type the words again")
    return value
