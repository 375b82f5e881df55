"""The rules over what is invented, or not written yet, and must not pass for a library's word."""

from __future__ import annotations

from aviso.core.rules import Rule

EXAMPLE_ADDRESS = Rule(
    "facts/example-address",
    "A published notice has an address that is set aside for examples",
    why="The hosts example.org, example.com, example.net and those that end in .example, .test or "
    ".invalid belong to nobody (RFC 2606, RFC 6761). Whoever writes there reaches no one.",
    cure="Write the library's own address, or delete the line. Set the notice back to draft until "
    "you know it.",
    example="email: privacy@example.org",
)
EXAMPLE_TELEPHONE = Rule(
    "facts/example-telephone",
    "A published notice has a telephone number that is set aside for examples",
    why="Numbers from 555-0100 to 555-0199 are kept for examples and films in North America. "
    "Nobody answers there.",
    cure="Write the number that patrons can call, or delete the line.",
    example="telephone: 707-555-0140",
)
MODEL_STATEMENT = Rule(
    "facts/statement-of-the-model",
    "A published notice rests on a statement of the model library",
    why="Statements whose ids begin with EX- are those of the model's documents, which do not "
    "exist. A fact that names one rests on nothing.",
    cure="Find what your own documents say. Write the fact anew and give the statement an id of "
    "your own, like MT-01; or delete the fact. Do not merely change the id.",
    example="source: [EX-09]",
)
MODEL_TEXT = Rule(
    "facts/text-of-the-model",
    "A published notice has a text of the model library",
    why="What the model keeps, promises and does is invented. Readers would take it for the word "
    "of your library.",
    cure="Write what your own documents say, in your own words, or delete the text. Questions and "
    "headings may stay as they are.",
    example="jurisdiction: {en: a fictional state, es: un estado ficticio}",
)
MODEL_PICTURE = Rule(
    "facts/picture-of-the-model",
    "A published notice has a picture of the model library",
    why="The logo tells readers whose notice they read. The model's stands for no library.",
    cure="Put your own logo in its place, or delete the file and the line that names it.",
)
UNWRITTEN_TEXT = Rule(
    "facts/unwritten-text",
    "A published notice has a text that nobody has written yet",
    why="New files say in each place what somebody has to write there. Readers would see that "
    "request in the place of a fact.",
    cure="Write the text, or delete what it belongs to.",
    example="service: {en: Describe the service in a few words}",
)
UNWRITTEN_NOTICE = Rule(
    "facts/unwritten-notice",
    "A published notice says that it is not written yet",
    why="A new notice says so until somebody writes it. That is true of a draft; nobody can "
    "approve a notice that says nothing.",
    cure="Write what your documents say in the place of this text, or set the notice back to "
    "draft.",
    example="jurisdiction: {en: state not yet named}",
)
OTHER_LIBRARY = Rule(
    "facts/name-of-another-library",
    "A heading or title of a published notice names another library of the project",
    why="A page that was copied from another notice still says whose it was. Readers would think "
    "that they read the other library's notice.",
    cure="Write the name of this library, or {{ library.name }}, which is always the right one.",
    example="# Your privacy at Riverside Library, on a page of another library",
)
REAL_MODEL = Rule(
    "facts/model-with-a-website",
    "A library that is a model has a website of its own",
    why="A model may say what is invented, since its library does not exist. A library with a "
    "website exists, and its readers take each word for true.",
    cure="Write draft or published in the place of model. The website of a model is at a host for "
    "examples, such as www.example.org.",
)
NOT_YET_OWN = Rule(
    "facts/not-yet-own",
    "A draft still has values of the model library, or texts that nobody has written yet",
    why="They do no harm while the notice is a draft. Each of them keeps it from being published.",
    cure="Replace them with your own, or delete them. To have each of them named, set the state to "
    "published for a moment and type `aviso check`.",
    severity="warning",
)
