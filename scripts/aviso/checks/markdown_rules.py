"""The rules on Markdown that would not become what its author meant."""

from __future__ import annotations

from aviso.core.rules import Rule

ESCAPE = "If the characters should be shown as they are, put a backslash before each of them."
FENCE = Rule(
    "pages/fence",
    "A block of code has a fence that does not open or close it",
    why="Three backticks begin and end a block of code only at the beginning of a line, and only "
    "if both lines have the same number of backticks. Otherwise readers see the backticks, and "
    "the lines between them run together.",
    cure="Begin both lines at the left, with the same number of backticks.",
)
TYPED_BY_ACCIDENT = Rule(
    "pages/typed-by-accident",
    "An indented paragraph would be shown as code",
    why="Four spaces at the beginning of a paragraph turn it into code: in another font, in lines "
    "that do not wrap, and with the markup of links and bold words visible. Nearly "
    "always, the spaces were pasted with the text.",
    cure="Begin the lines at the left. Put real code between two lines of three backticks.",
)
HEADING_FORM = Rule(
    "pages/heading-form",
    "A line looks like a heading but is not one, or the other way round",
    why="Some programs read #Title as a heading, and others as words. A heading that is read as "
    "words is missing from the contents, and words that became a heading by accident are "
    "in them.",
    cure="Begin the line with one to six # and a space, like ## Reach us {#reach}. If the # is "
    "part of the words, put a backslash before it.",
    example="#Title",
)
BOX_FORM = Rule(
    "pages/box-form",
    "A box is written incorrectly",
    why="Each program has its own way to write a box. If a box is written in another way, or "
    "without indentation, readers see the characters, or an empty box with its text below it.",
    cure='Write a line like !!! note "Please note", and indent the text below it by four spaces.',
    example="> [!NOTE]",
)
LIST_FORM = Rule(
    "pages/list-form",
    "Lines look like a list and would run together",
    why="Only lines that begin with a hyphen and a space, or with a number, a period and a space, "
    "are a list. Markdown reads the bullets, dashes and letters of word processors as words and "
    "joins the lines into one paragraph.",
    cure="Begin each line with a hyphen and a space, or with 1. and a space.",
    example="• your name",
)
LIST_NUMBERS = Rule(
    "pages/list-numbers",
    "A list would be shown with other numbers than those written",
    why="Markdown counts the items of a list from the first number, whatever the other numbers "
    "are. It also reads a year at the beginning of a paragraph as the number of an item, and "
    "within a paragraph only 1 begins a list.",
    cure="Number the items one after the other, with an empty line above the first. If the number "
    "is part of the words, put a backslash before its period, like 2025\\. Then …",
    severity="warning",
)
TABLE_ROW = Rule(
    "pages/table-row",
    "A row of a table does not fit its head",
    why="A table has as many columns as its head. Extra cells are not shown at all, and a line "
    "without bars below the last row becomes another row.",
    cure="Give each row as many cells as the head, and leave an empty line below the table.",
)
LINK_FORM = Rule(
    "pages/link-form",
    "A link or picture is written wrongly",
    why="Readers would see brackets and an address, and no link.",
    cure="Write the words in brackets and the address in parentheses right after them, like "
    "[our policy](https://www.example.org/policy). Begin a picture with an exclamation mark.",
    example="(our policy)[https://www.example.org/policy]",
)
LINK_DEFINITION = Rule(
    "pages/link-definition",
    "The definition of a link is used nowhere, or appears twice",
    why="A line like [form]: https://… defines where links named form lead, and is not shown. "
    "If there is no such link, readers never see the line; with two definitions, nobody "
    "can tell where the link leads.",
    cure="Write a link like [the form][form], or delete the line. If it is a sentence, do not "
    "begin it with brackets.",
)
NOTATION = Rule(
    "pages/unknown-notation",
    "A page uses a notation that Aviso does not have",
    why="Only some programs have footnotes, highlighted words, superscripts, formulas, check boxes "
    "and names of emoji. Here, readers would see the characters as they are.",
    cure="Say the same in words, or in one of the forms in handbook/reference/markdown.md. "
    f"{ESCAPE}",
    severity="warning",
    example="Records are kept safe.[^1]",
)
LEFTOVER = Rule(
    "pages/leftover-markup",
    "Markdown markup is left among the words",
    why="Markup without a partner, or with a space on the wrong side, has no effect: readers see "
    "the characters.",
    cure="Put the opening characters right before the first word, and the closing ones right after "
    f"the last. {ESCAPE}",
    severity="warning",
    example="**Please note that nothing is sold.",
)
UNREAD_ATTRIBUTES = Rule(
    "pages/unread-attributes",
    "Attributes in braces have no effect",
    why="Readers see the braces and the text in them, and the attributes have no effect.",
    cure="Delete the braces and everything in them. " + ESCAPE,
    example="A paragraph {: .note}",
)
UNDERSCORES = Rule(
    "pages/lone-underscore",
    "A word has an underscore at its edge that has no effect",
    why="An underscore before or after a word begins or ends emphasis. Without a partner, readers "
    "see it, which is right only in a name, such as the name of a cookie.",
    cure="Put a name between backticks, like `_ga`. For emphasis, write a second underscore after "
    "the last word.",
    severity="warning",
    example="_important",
)
REFERENCE_FORM = Rule(
    "pages/character-reference",
    "A character reference cannot be read",
    why="References such as &nbsp; or &#8217; work only if they are spelled correctly and end "
    "with a semicolon. Otherwise readers see the letters.",
    cure="Type the character itself, or write the reference with its semicolon.",
    example="Images &amp;nbsp; sound",
)
WIDE_BLANK = Rule(
    "pages/unusual-space",
    "Markdown markup is followed by an unusual space",
    why="Word processors and web pages have other spaces, such as U+00A0, that look like the usual "
    "one. After a hyphen, a number or a #, Markdown reads them as letters, so there is no "
    "list and no heading.",
    cure="Delete the space and type it again on the keyboard.",
)
