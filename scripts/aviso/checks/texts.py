"""Rules on one Markdown text as it is written.

It has front matter, no HTML, no invisible characters, and placeholders only where they are allowed.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from aviso.checks.markdown_lines import LINE_RULES, merges_are_finished
from aviso.checks.markdown_words import WORD_RULES
from aviso.checks.written_languages import languages_exist
from aviso.content.markdown_limits import find_excess
from aviso.content.outline import blank_code
from aviso.content.pages import ADDRESS_KEY, FRONT_MATTER_KEYS, PageSource
from aviso.content.placeholders import PLACEHOLDER
from aviso.content.source_text import SourceText
from aviso.core.character_references import find_reference
from aviso.core.confusables import find_unreadable_words
from aviso.core.diagnostics import Diagnostic
from aviso.core.invisible import find_hidden_character, name_place
from aviso.core.misread_text import MISREAD, describe_misread, find_misread_words
from aviso.core.rules import Fault, Rule
from aviso.core.safe_files import INVISIBLE
from aviso.core.suggestions import find_closest, suggest
from aviso.core.written_markup import MARKDOWN, find_other_notation
from aviso.model.plain_text import IMITATING_LETTERS

UNTITLED_BOX = re.compile(r"^!!![ \t]*[\w -]*$", re.MULTILINE)
RAW_HTML = re.compile(r"<(?!(?:https?://|mailto:|[\w.+-]+@[\w.-]+>))([a-zA-Z/!?][^\s>]*)")
ADDRESS = re.compile(r"https?:[^\s)>]*")
HTML_BEGINS = re.compile(r"<[a-zA-Z/!?]")
REFERENCE = re.compile(r"&#?\w+;")
# A link's or picture's address, a definition of one, and an attribute list.
PLACEHOLDER_BEGINS = "{{"
BRACED_ADDRESS = re.compile(
    r"\]\([ \t]*<?[^\s()]*\{\{|^ {0,3}\[[^\]\n]+\]:[^\n]*\{\{|\{[:#][^{}\n]*\{\{", re.MULTILINE
)
NO_TITLE = Rule(
    "pages/no-title",
    "A page does not begin with its title and description",
    why="Browsers show the title in their tabs, and search engines show both. Without them, "
    "readers cannot tell one page from another (WCAG 2.2, 2.4.2).",
    cure="Begin the file with a line ---, a line title: …, a line description: …, and a line ---, "
    "each filled in.",
)
FRONT_MATTER = Rule(
    "pages/front-matter",
    "A line in the front matter of a page cannot be used",
    why="Aviso reads only title, description and address there, each as one text. Anything else "
    "would have no effect.",
    cure="Correct the spelling of the key, or delete the line. Write each text on one line, in "
    "quotes if it contains a colon.",
    example="titel: Your privacy",
)
NO_HTML = Rule(
    "pages/raw-html",
    "A page contains HTML",
    why="HTML can run programs, load things from other hosts, and break the page for screen "
    "readers. "
    "Pages contain only Markdown, so that none of this can happen.",
    cure="Write the same in Markdown, or leave it out. To show the characters < and >, put them "
    "between backticks.",
    example="<font color=red>Important</font>",
)
MISPLACED_PLACEHOLDER = Rule(
    "placeholders/misplaced",
    "A placeholder is used where it cannot be filled",
    why="In an address, in the braces of a heading, between backticks or in an indented line, "
    "placeholders are not filled, and readers would see the braces.",
    cure="Move the placeholder among ordinary words at the beginning of a line, or write out the "
    "address.",
    example="[Ask]({{ contact('desk').form }})",
)
BOX_TITLE = Rule(
    "pages/box-title",
    "A box has no title",
    why="Markdown would give the box an English title, even on Spanish pages.",
    cure='Write a title in quotes after the kind of the box, like !!! note "An old address".',
)
KNOWN_KEYS = FRONT_MATTER_KEYS | {ADDRESS_KEY}
BEGIN_THE_FILE = (
    "Begin the file with a line ---, a line title: …, a line description: …, and a line ---."
)


# Many sites include the same shared texts.
@lru_cache(maxsize=256)
def check_text(text: SourceText) -> tuple[Diagnostic, ...]:
    """Run every rule over one text.

    A text that is too large, or has two versions of itself, must be fixed first.
    """
    excess = tuple(
        fault.at(text.file, text.find_line(position)) for position, fault in find_excess(text.text)
    )
    return (
        excess
        or tuple(merges_are_finished(text))
        or tuple(problem for rule in TEXT_RULES for problem in rule(text))
    )


def front_matter_is_complete(source: PageSource) -> Iterator[Diagnostic]:
    """A page begins with its title and description, may name its address, and has no other key."""
    marked, problems = source.head
    yield from problems
    value = marked.value if marked else None
    if marked is None or problems:
        return
    if not isinstance(value, dict):
        yield NO_TITLE.at(
            source.file, 1, "the page does not begin with its title and description", BEGIN_THE_FILE
        )
        return
    # A misspelled key is not also reported as missing.
    misspelled = {find_closest(key, KNOWN_KEYS) for key in set(value) - KNOWN_KEYS}
    for key in sorted(FRONT_MATTER_KEYS - set(value) - misspelled):
        yield NO_TITLE.at(source.file, 1, f"the page has no {key}", BEGIN_THE_FILE)
    for key, text in value.items():
        fault = _find_fault(key, text)
        if fault:
            yield fault.at(source.file, marked.find_line((key,)))


def _find_fault(key: str, text: Any) -> Fault | None:
    if key not in KNOWN_KEYS:
        return FRONT_MATTER.make_fault(
            f'unknown key "{key}"',
            suggest(key, KNOWN_KEYS) or "Only title, description and address are allowed here.",
        )
    if text is None or text == "":
        rule = NO_TITLE if key in FRONT_MATTER_KEYS else FRONT_MATTER
        return rule.make_fault(f"the {key} is empty", "Fill it in.")
    if not isinstance(text, str):
        return FRONT_MATTER.make_fault(
            f"the {key} must be a single text",
            "Write it on one line after the colon, in quotes if it contains a colon.",
        )
    hidden = find_hidden_character(text)
    if hidden:
        return INVISIBLE.make_fault(
            f"the {key} contains an invisible character (U+{ord(hidden):04X})",
            f"Delete it and type the words again. {name_place(hidden)}".rstrip(),
        )
    if HTML_BEGINS.search(text):
        return NO_HTML.make_fault(
            f"the {key} contains HTML, which would be shown as is", "Write plain words."
        )
    if word := next(find_misread_words(text), None):
        return describe_misread(word)
    if found := MARKDOWN.search(text):
        return FRONT_MATTER.make_fault(
            f'the {key} holds "{found[0][:20]}", which would be shown as is', "Write plain words."
        )
    if reference := find_reference(text):
        return NO_HTML.make_fault(
            f'the {key} holds "{reference}", which would be shown as is',
            "Type the character itself.",
        )
    if sign := find_other_notation(text):
        return FRONT_MATTER.make_fault(
            f'the {key} holds "{sign}", which would be shown as is', "Type what readers are to see."
        )
    return next(
        (
            IMITATING_LETTERS.make_fault(f"the {key} {fault}", "Type the words again.")
            for _, fault in find_unreadable_words(text)
        ),
        None,
    )


@INVISIBLE.check
def no_hidden_references(text: SourceText) -> Iterator[Diagnostic]:
    """No character reference stands for something invisible.

    Invisible characters themselves are found when the file is read.
    """
    for found in REFERENCE.finditer(text.text):
        hidden = find_hidden_character(html.unescape(found[0]))
        if hidden:
            yield text.make_problem(
                found.start(),
                f'"{found[0]}" stands for an invisible character (U+{ord(hidden):04X})',
                "Leave it out.",
            )


@NO_HTML.check
def no_raw_html(text: SourceText) -> Iterator[Diagnostic]:
    """Prose has no HTML."""
    for found in RAW_HTML.finditer(blank_code(text.text)):
        tag = re.split(r"[\s/>:(]", found[1].lstrip("/"), maxsplit=1)[0] or found[1]
        yield text.make_problem(
            found.start(),
            f'HTML ("<{tag}…") is not allowed in a page',
            "Write it in Markdown, or leave it out.",
        )


@IMITATING_LETTERS.check
def words_read_as_written(text: SourceText) -> Iterator[Diagnostic]:
    """No word has letters of another alphabet that imitate others, or stacks of marks.

    The rules on links check addresses.
    """
    prose = ADDRESS.sub(lambda found: " " * len(found[0]), text.text)
    if not (unreadable := [*find_unreadable_words(prose)]):
        return
    misread = [
        range(word.position, word.position + len(word.found)) for word in find_misread_words(prose)
    ]
    for position, fault in unreadable:
        # Another rule reports these.
        if not _is_among(position, misread):
            yield text.make_problem(position, f"the text {fault}", "Type the words again.")


def _is_among(position: int, ranges: list[range]) -> bool:
    """Tell whether a position is in one of the ranges, which are in order."""
    following = bisect_right(ranges, position, key=lambda one: one.start)
    return following > 0 and position in ranges[following - 1]


@MISREAD.check
def letters_are_read_rightly(text: SourceText) -> Iterator[Diagnostic]:
    """No letters come from a wrong encoding."""
    for word in find_misread_words(text.text):
        fault = describe_misread(word)
        yield text.make_problem(word.position, fault.message, fault.hint)


@MISPLACED_PLACEHOLDER.check
def placeholders_are_prose(text: SourceText) -> Iterator[Diagnostic]:
    """A placeholder is among words, not in an address, in braces of its own kind or in code."""
    for found in BRACED_ADDRESS.finditer(text.text) if PLACEHOLDER_BEGINS in text.text else ():
        yield text.make_problem(
            found.end() - 2,
            "a placeholder cannot be used in an address or in braces",
            "Write out the address, or use a placeholder that is itself a link.",
        )
    outside_code = blank_code(text.text)
    for found in PLACEHOLDER.finditer(text.text) if outside_code != text.text else ():
        if outside_code[found.start()] == " ":
            yield text.make_problem(
                found.start(), f'"{found[0]}" cannot be used in code', "Remove the backticks."
            )


@BOX_TITLE.check
def boxes_have_titles(text: SourceText) -> Iterator[Diagnostic]:
    """A box has a title of its own; Markdown would give it an English one."""
    for found in UNTITLED_BOX.finditer(blank_code(text.text)) if "!!!" in text.text else ():
        yield text.make_problem(
            found.start(),
            "the box has no title",
            'Write one in quotes after its kind, like !!! note "An old address".',
        )


TEXT_RULES: tuple[Callable[[SourceText], Iterator[Diagnostic]], ...] = (
    no_hidden_references,
    letters_are_read_rightly,
    words_read_as_written,
    no_raw_html,
    placeholders_are_prose,
    boxes_have_titles,
    languages_exist,
    *LINE_RULES,
    *WORD_RULES,
)
