"""The rules about Markdown that would not become what its author meant."""

from __future__ import annotations

from aviso.core.rules import Rule

ESCAPE = "If the signs are meant as they stand, put a backslash before each of them."
FENCE = Rule(
    "pages/fence",
    "Typed text has a fence that does not open or close it",
    why="A line of three backticks begins and ends typed text only at the beginning of a line, "
    "and only if both lines have equally many. Otherwise readers see the backticks, and what "
    "stands between them runs together.",
    cure="Begin both lines at the left, with the same number of backticks.",
)
TYPED_BY_ACCIDENT = Rule(
    "pages/typed-by-accident",
    "An indented paragraph would be shown as typed text",
    why="Four spaces at the beginning of a paragraph turn it into typed text: in another font, "
    "in lines that do not wrap, and with links and bold words as plain signs. Nearly always, the "
    "spaces came along when the text was pasted.",
    cure="Begin the lines at the left. Put real typed text between two lines of three backticks.",
)
HEADING_FORM = Rule(
    "pages/heading-form",
    "A line looks like a heading and is not written like one",
    why="Some programs take #Title for a heading, and others for words. A heading that is none "
    "is missing in the contents, and words that became a heading by accident stand there.",
    cure="Begin the line with one to six # and a space, like ## Reach us {#reach}. If the sign is "
    "part of the words, put a backslash before it.",
    example="#Title",
)
BOX_FORM = Rule(
    "pages/box-form",
    "A box is not written as boxes are",
    why="Each program has its own way to write a box. In another one, or without indentation, "
    "readers see the signs, or an empty box with its text below it.",
    cure='Write a line like !!! note "Please note", and indent the text below it by four spaces.',
    example="> [!NOTE]",
)
LIST_FORM = Rule(
    "pages/list-form",
    "Lines look like a list and would run together",
    why="Only lines that begin with a hyphen and a space, or with a number, a period and a space, "
    "are a list. Bullets, dashes and letters come along from word processors; Markdown takes "
    "them for words and joins the lines to one paragraph.",
    cure="Begin each line with a hyphen and a space, or with 1. and a space.",
    example="• your name",
)
LIST_NUMBERS = Rule(
    "pages/list-numbers",
    "A list would be shown with other numbers than those written",
    why="Markdown counts the items of a list from the first number on, whatever the other numbers "
    "are. It also takes a year at the beginning of a paragraph for the number of an item, and "
    "within a paragraph a list begins with 1 only.",
    cure="Number the items one after the other, with an empty line above the first. If the number "
    "is part of the words, put a backslash before its period, like 2025\\. Then …",
    severity="warning",
)
TABLE_ROW = Rule(
    "pages/table-row",
    "A row of a table does not fit its head",
    why="A table has as many columns as its head. What stands in further cells is not shown at "
    "all, and a line without bars below the last row becomes a row as well.",
    cure="Give each row as many cells as the head, and leave an empty line below the table.",
)
LINK_FORM = Rule(
    "pages/link-form",
    "A link or picture is written wrongly",
    why="Readers would see brackets and an address, and have nothing to follow.",
    cure="Write the words in brackets and the address in parentheses right behind them, like "
    "[our policy](https://www.example.org/policy). Begin a picture with an exclamation mark.",
    example="(our policy)[https://www.example.org/policy]",
)
LINK_DEFINITION = Rule(
    "pages/link-definition",
    "The definition of a link is used nowhere, or appears twice",
    why="A line like [form]: https://… defines where links named form lead, and is not shown. "
    "Without such a link, whatever stands in the line is lost to readers; with two definitions, "
    "nobody can tell where the link leads.",
    cure="Write a link like [the form][form], or delete the line. If it is a sentence, begin it "
    "with other words than those in brackets.",
)
NOTATION = Rule(
    "pages/unknown-notation",
    "A page uses a notation that Aviso does not have",
    why="Footnotes, highlighted or raised words, formulas, boxes to tick and names of emoji exist "
    "in some programs only. Here, readers would see the signs as they stand.",
    cure="Say the same in words, or in one of the forms in handbook/reference/markdown.md. "
    f"{ESCAPE}",
    severity="warning",
    example="Records are kept safe.[^1]",
)
LEFTOVER = Rule(
    "pages/leftover-markup",
    "Signs of Markdown are left among the words",
    why="Signs without their partners, or with a space on the wrong side, do nothing: readers see "
    "them as they stand.",
    cure="Put the opening signs right before the first word, and the closing ones right behind "
    f"the last. {ESCAPE}",
    severity="warning",
    example="**Please note that nothing is sold.",
)
UNREAD_ATTRIBUTES = Rule(
    "pages/unread-attributes",
    "Braces with attributes are not read as such",
    why="Readers see the braces and what stands in them. Nobody means that, and what the braces "
    "ask for does not happen.",
    cure="Delete the braces with all that stands in them. " + ESCAPE,
    example="A paragraph {: .note}",
)
UNDERSCORES = Rule(
    "pages/lone-underscore",
    "A word has an underscore at its edge that does nothing",
    why="An underscore before or behind a word begins or ends emphasis. Without its partner it is "
    "shown as it stands, which is right only in a name, such as that of a cookie.",
    cure="Put a name between backticks, like `_ga`. For emphasis, write a second underscore behind "
    "the last word.",
    severity="warning",
    example="_important",
)
REFERENCE_FORM = Rule(
    "pages/character-reference",
    "A sign is written as a reference that cannot be read",
    why="References such as &nbsp; or &#8217; stand for a sign only if they are spelled correctly "
    "and end with a semicolon. Otherwise readers see the letters.",
    cure="Type the sign itself, or write the reference with its semicolon.",
    example="Images &amp;nbsp; sound",
)
WIDE_BLANK = Rule(
    "pages/unusual-space",
    "A sign of Markdown is followed by a space that does not count",
    why="Word processors and web pages have spaces of their own, such as U+00A0, that look like "
    "the usual one. Behind a hyphen, a number or a #, Markdown takes them for letters, and there "
    "is no list and no heading.",
    cure="Delete the space behind the sign, and type it again on the keyboard.",
)
