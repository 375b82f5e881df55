"""The rules on invented and unwritten texts, which a published notice must not have."""

from __future__ import annotations

from aviso.core.rules import Rule

EXAMPLE_ADDRESS = Rule(
    "facts/example-address",
    "A published notice has an address that is reserved for examples",
    why="The hosts example.org, example.com, example.net and those that end in .example, .test or "
    ".invalid belong to nobody (RFC 2606, RFC 6761). A message to them reaches no one.",
    cure="Write the library's own address, or delete the line. Set the notice back to draft until "
    "you know it.",
    example="email: privacy@example.org",
)
EXAMPLE_TELEPHONE = Rule(
    "facts/example-telephone",
    "A published notice has a telephone number that is reserved for examples",
    why="In North America, numbers from 555-0100 to 555-0199 are reserved for examples and films. "
    "Nobody answers there.",
    cure="Write the number that patrons can call, or delete the line.",
    example="telephone: 707-555-0140",
)
MODEL_STATEMENT = Rule(
    "facts/statement-of-the-model",
    "A published notice uses a statement of the model library",
    why="Statements whose ids begin with EX- belong to the model's documents, which do not exist. "
    "A fact that names one has no source.",
    cure="Find what your own documents say. Write the fact again and give the statement an id of "
    "your own, like MT-01; or delete the fact. Do not simply change the id.",
    example="source: [EX-09]",
)
MODEL_TEXT = Rule(
    "facts/text-of-the-model",
    "A published notice has a text of the model library",
    why="The practices and promises of the model are invented. Readers would think that they are "
    "your library's.",
    cure="Write what your own documents say, in your own words, or delete the text. Questions and "
    "headings may stay as they are.",
    example="jurisdiction: {en: a fictional state, es: un estado ficticio}",
)
MODEL_PICTURE = Rule(
    "facts/picture-of-the-model",
    "A published notice has a picture of the model library",
    why="The logo tells readers whose notice they are reading. The model's logo is no library's.",
    cure="Put your own logo in its place, or delete the file and the line that names it.",
)
UNWRITTEN_TEXT = Rule(
    "facts/unwritten-text",
    "A published notice has a text that nobody has written yet",
    why="In each place, new files ask somebody to write a text. Readers would see that request "
    "instead of a fact.",
    cure="Write the text, or delete what it belongs to.",
    example="service: {en: Describe the service in a few words}",
)
UNWRITTEN_NOTICE = Rule(
    "facts/unwritten-notice",
    "A published notice says that it is not written yet",
    why="A new notice says so until somebody writes it. That is fine for a draft, but nobody can "
    "approve a notice that says nothing.",
    cure="Write what your documents say in the place of this text, or set the notice back to "
    "draft.",
    example="jurisdiction: {en: state not yet named}",
)
OTHER_LIBRARY = Rule(
    "facts/name-of-another-library",
    "A heading or title of a published notice names another library of the project",
    why="A page that was copied from another notice still names the other library. Readers would "
    "think that they are reading that library's notice.",
    cure="Write the name of this library, or {{ library.name }}, which is always the right one.",
    example="# Your privacy at Riverside Library, on a page of another library",
)
REAL_MODEL = Rule(
    "facts/model-with-a-website",
    "A library that is a model has a website of its own",
    why="A model may have invented facts, because its library does not exist. A library with a "
    "website exists, and its readers believe every word.",
    cure="Write draft or published instead of model. The website of a model is at a host for "
    "examples, such as www.example.org.",
)
NOT_YET_OWN = Rule(
    "facts/not-yet-own",
    "A draft still has values of the model library, or texts that nobody has written yet",
    why="They do no harm while the notice is a draft, but each of them prevents its publication.",
    cure="Replace them with your own, or delete them. To see a list of them, set the state to "
    "published for a moment and type `aviso check`.",
    severity="warning",
)
