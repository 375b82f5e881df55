"""The rules about placeholders: what a page may write between ``{{`` and ``}}``, and where."""

from __future__ import annotations

from aviso.core.rules import Rule

NOT_UNDERSTOOD = Rule(
    "placeholders/not-understood",
    "A placeholder is not written correctly",
    why="A placeholder is one name, one name with texts in parentheses, or a field of either. "
    "Anything else is refused, so that a page can only show facts.",
    cure="Write it like {{ contact('email-removal').email }}, with quotation marks around each "
    'text. The handbook\'s page "Placeholders" lists all names and what they need.',
    example="{{ vendors | length }}",
)
UNKNOWN_NAME = Rule(
    "placeholders/unknown-name",
    "A placeholder names something that does not exist",
    why="There is no such fact, field or shared text in the data, so the page would have a gap.",
    cure="Correct the name, or add the record or the shared text that it names.",
    example="{{ contact('emial').email }}",
)
NOTHING_TO_SHOW = Rule(
    "placeholders/nothing-to-show",
    "A placeholder asks for something that the record leaves empty",
    why="The page would show a heading or half a sentence with nothing after it.",
    cure="Add the fact to the library's record. If there is no such fact, delete the placeholder "
    "and the words around it.",
    example="{{ contact('director').email }}, where the contact has no email",
)
LEFT_OUT = Rule(
    "placeholders/left-out",
    "A block on a page of your own has no facts, so it is left out",
    why="A block without facts shows nothing, and a heading with nothing below it is left out "
    "too. The author of the page may expect to see them.",
    cure="Add the fact to the library's record, or delete the block. Put "
    "{{ only_with('disclosures') }} above the block to say that it may be left out.",
    example="{{ disclosures() }}, where the library has no disclosures",
    severity="warning",
)
OUT_OF_REACH = Rule(
    "placeholders/out-of-reach",
    "A placeholder names something that is not a fact",
    why="Some names would lead to parts of the program itself. If a page could use them, it could "
    "change what the program does.",
    cure='Use only the names and fields on the handbook\'s page "Placeholders".',
    example="{{ contact.__class__ }}",
)
NESTED_SHARED_TEXT = Rule(
    "placeholders/nested-shared-text",
    "A shared text includes another shared text",
    why="Shared texts that include each other could go on without end, and nobody could tell which "
    "page shows what.",
    cure="Put both placeholders on the page, one after the other.",
)
IN_A_TITLE = Rule(
    "placeholders/in-a-title",
    "A placeholder gives too much for a title or description",
    why="Browsers and search engines show titles and descriptions as one line of plain text. A "
    "table or a paragraph does not fit there.",
    cure="Use a placeholder that gives a few words, such as the library's name, or write the "
    "words out.",
    example="title: {{ vendors() }}",
)
BLOCK_IN_TEXT = Rule(
    "placeholders/block-in-text",
    "A block of facts is among other words",
    why="A block is a list, a table or several paragraphs. In the middle of a sentence, it would "
    "break the page in two.",
    cure="Put the placeholder on a line of its own, with an empty line before and after it.",
)
STRAY_BRACES = Rule(
    "placeholders/stray-braces",
    "Braces have no partners, or contain a statement",
    why="Only {{ … }} on one line is a placeholder. Two braces alone, or {% … %} and {# … #}, "
    "would be shown to readers as they are.",
    cure="Close the placeholder on the same line, or delete the braces.",
    example="{{ library.name }",
)
