"""The rules on how YAML is written."""

from __future__ import annotations

from aviso.core.rules import Rule

SECOND_DOCUMENT = Rule(
    "yaml/second-document",
    "A file continues after a line ---",
    why="A line --- begins a second document in the same file, and only the first would be read. "
    "Everything below the line would be lost silently.",
    cure="Delete the line ---, or move the text below it to a file of its own.",
)
ANCHOR = Rule(
    "yaml/anchor",
    "A value is marked with & or repeated with *",
    why="An & or * in front of a word repeats one value in several places, so a change in one "
    "place changes the others unseen. "
    "A few such lines can also grow to more text than a computer can hold.",
    cure="Write out the value wherever it is needed. If the text just begins with & or *, put it "
    "in quotes.",
    example="retention: *usual",
)
TAG = Rule(
    "yaml/tag",
    "A value has a tag that begins with !",
    why="A tag tells a program to turn a value into something other than text. Facts never need "
    "one, and a tag can do harm.",
    cure="Delete the tag. If the text just begins with an exclamation mark, put it in quotes.",
    example="reviewed_on: !!str 2026-02-10",
)
KEY_IS_NO_WORD = Rule(
    "yaml/key-is-no-word",
    "There are brackets or braces where a key should be",
    why="Before the colon there must be a simple word that names the value. A list or a group of "
    "keys names nothing.",
    cure="Write a simple word before the colon. If the text itself begins with a bracket, put it "
    "in quotes.",
    example="[email, name]: sent",
)
TOO_DEEP = Rule(
    "yaml/too-deep",
    "Values are nested too deeply",
    why="No record needs that many levels. They come from wrong indentation or from brackets that "
    "were never closed.",
    cure="Look at the spaces at the beginning of the lines above, and at the brackets.",
)
CHARACTER = Rule(
    "yaml/character",
    "A character is not allowed in YAML",
    why="Control characters cannot be seen and have no meaning in a text. The file cannot be read "
    "beyond one.",
    cure="Delete the character. If you cannot see it, delete the line and type it again.",
)
KEY_TWICE = Rule(
    "yaml/key-twice",
    "A key appears twice in the same place",
    why="Only one of the two values can count, and nobody can tell which one was meant.",
    cure="Delete one of the two lines, or give one of them the key that was meant.",
    example="email: ask@example.org and, further down in the same record, email: "
    "privacy@example.org",
)
INDENTATION = Rule(
    "yaml/indentation",
    "The spaces at the beginning of a line do not fit",
    why="In YAML, the spaces at the beginning of a line say what it belongs to. "
    "With too many, too few, a tab or an unusual space, the line belongs to nothing or to the "
    "wrong thing.",
    cure="Give lines that belong together the same number of ordinary spaces: two for each level, "
    "never a tab.",
)
SPACE_AFTER_HYPHEN = Rule(
    "yaml/space-after-hyphen",
    "There is no space after a hyphen",
    why="A hyphen begins an entry of a list only if a space follows. Without it, the hyphen is "
    "taken as part of the word.",
    cure="Write a hyphen, a space, and then the text.",
    example="-email in place of - email",
)
TEXT_AFTER_QUOTE = Rule(
    "yaml/text-after-quote",
    "Text follows a closing quotation mark",
    why="A quotation mark at the beginning of a value opens the whole text, and the next one "
    "closes it. What follows would be lost.",
    cure="Put the whole text in double quotation marks, and use single ones inside it.",
    example='label: "Ask us" in writing',
)
CURLY_QUOTE = Rule(
    "yaml/curly-quote",
    "A text is in curly quotation marks",
    why="YAML recognizes only straight quotation marks. It reads the curly ones of word processors "
    "as ordinary letters.",
    cure='Use straight quotation marks around the text: ".',
)
NOT_CLOSED = Rule(
    "yaml/not-closed",
    "A quotation mark, bracket or brace is never closed",
    why="Everything up to the end of the file would be part of the text or list that was opened, "
    "so the file cannot be read.",
    cure="Close it where the text or list ends. If the character belongs to the text itself, put "
    "the whole text in quotes.",
    example='label: "Ask us',
)
SECOND_COLON = Rule(
    "yaml/second-colon",
    "A line has a second colon followed by a space",
    why="A colon and a space separate a key from its value. A second pair in one line could mean "
    "a text with a colon in it, or a line break that was lost.",
    cure="Put the whole text after the first colon in quotes. If two lines ran together, divide "
    "them.",
    example="label: Privacy: our policy",
)
NO_COLON = Rule(
    "yaml/no-colon",
    "There is no colon after a key",
    why="Without a colon and a space, a line is just a word, and nothing says what it is the "
    "value of.",
    cure="Write key: value, with a space after the colon.",
    example="kind system",
)
BACKSLASH = Rule(
    "yaml/backslash",
    "There is a backslash in double quotation marks",
    why="In double quotation marks, a backslash and the next character are read as one special "
    "character, and most such pairs mean nothing.",
    cure="Write the backslash twice, or put the text in single quotation marks.",
    example='folder: "C:\\data"',
)
CANNOT_BEGIN_VALUE = Rule(
    "yaml/cannot-begin-value",
    "A value begins with a character that means something in YAML",
    why="Characters such as @, `, % and | mean something in YAML at the beginning of a value, so "
    "the text after them is not read as text.",
    cure="Put the whole text in double quotation marks.",
    example="name: @riverside",
)
NOT_YAML = Rule(
    "yaml/unreadable",
    "A line cannot be read as YAML",
    why="The line breaks the form that keys, values and lists must have, and nothing below it can "
    "be read.",
    cure="Compare the line, and the one above it, with the same place in "
    "data/libraries/example.yml.",
)
NO_KEYS = Rule(
    "yaml/no-keys",
    "A file does not contain keys and values",
    why="A record consists of keys with values. Nothing can be looked up in a single text or a "
    "list.",
    cure="Begin the file with a line like key: value. Files of the same kind in the folder show "
    "which keys it needs.",
)
