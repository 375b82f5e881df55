"""Finds examples, texts of the model and unwritten texts in one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aviso.checks.invention_rules import (
    EXAMPLE_ADDRESS,
    EXAMPLE_TELEPHONE,
    MODEL_STATEMENT,
    MODEL_TEXT,
    UNWRITTEN_NOTICE,
    UNWRITTEN_TEXT,
)
from aviso.checks.model_texts import (
    IDENTITY,
    PLACE_NAMES,
    ModelTexts,
    find_sentences,
    find_sentences_of_value,
)
from aviso.content.placeholders import PLACEHOLDER
from aviso.core.diagnostics import Diagnostic
from aviso.core.host_names import is_example_host
from aviso.core.prompts import PROMPTS, TOLD_PROMPTS, UNWRITTEN
from aviso.core.rules import Fault
from aviso.core.yaml_positions import YamlPath

# An email address or the host of a web address; "card.Example" in a sentence is neither.
ADDRESS = re.compile(r"(?<![\w.@-])(?:[\w.+-]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w-]|\.[a-z0-9])")
# 555-0100 to 555-0199. Among the toll-free numbers, only 555-0199 is reserved.
TELEPHONE = re.compile(
    r"(?<![\d+])(?:(?:\+?1[-. ]?)?\(?(?P<area>[2-9]\d\d)\)?[-.\u2011\u00a0 ]{0,2})?"
    r"555(?P<gap>[-.\u2011\u00a0 ]?)01(?P<last>\d\d)(?!\d)"
)
TOLL_FREE = re.compile("8(?:00|33|44|55|66|77|88)")
MODEL_ID = re.compile(r"\bEX-\d+\b")


@dataclass(frozen=True)
class InspectedText:
    """A value of a record, or a page: with its file and the line at which it begins.

    ``path`` is where a value stands in its record; it is empty on a page. ``is_of_a_library`` is
    for the records of libraries, not for the registers.
    """

    file: str
    line: int
    text: str
    path: YamlPath = ()
    is_of_a_library: bool = False

    def report(self, position: int, fault: Fault) -> Diagnostic:
        """Return a finding at a position; a value counts as one line."""
        line = self.line + (0 if self.path else self.text.count("\n", 0, position))
        return fault.at(self.file, line)


Found = Iterator[tuple[int, Fault]]


def find_inventions(piece: InspectedText, model: ModelTexts) -> Iterator[Diagnostic]:
    """Yield the invented and unwritten parts of a piece."""
    for find in FINDERS:
        for position, fault in find(piece, model):
            yield piece.report(position, fault)


def _find_addresses(piece: InspectedText, model: ModelTexts) -> Found:
    for found in ADDRESS.finditer(piece.text):
        if is_example_host(found[0].rpartition("@")[2]):
            yield (
                found.start(),
                EXAMPLE_ADDRESS.make_fault(
                    f'"{found[0]}" is an address for examples, which reaches nobody',
                    "Write the library's own, or delete it.",
                ),
            )


def _find_telephones(piece: InspectedText, model: ModelTexts) -> Found:
    for found in TELEPHONE.finditer(piece.text):
        is_kept_for_examples = not TOLL_FREE.match(found["area"] or "") or found["last"] == "99"
        # Seven digits in a row may be any number.
        if is_kept_for_examples and (found["area"] or found["gap"]):
            yield (
                found.start(),
                EXAMPLE_TELEPHONE.make_fault(
                    f'"{found[0].strip()}" is a telephone number for examples, '
                    "where nobody answers",
                    "Write the library's own, or delete it.",
                ),
            )


def _find_statements(piece: InspectedText, model: ModelTexts) -> Found:
    """Find ids of the model's statements, in the places where records and placeholders have ids."""
    spans: list[tuple[int, str]] = []
    if piece.path:
        if "id" in piece.path[-1:] or "source" in piece.path[-2:]:
            spans = [(0, piece.text.upper())]
    else:
        spans = [(found.start(), found[0].upper()) for found in PLACEHOLDER.finditer(piece.text)]
    for start, text in spans:
        for found in MODEL_ID.finditer(text):
            yield (
                start + found.start(),
                MODEL_STATEMENT.make_fault(
                    f'"{found[0]}" is a statement of the model library',
                    "Write what your own documents say, with an id of your own, or delete it.",
                ),
            )


def _find_prompts(piece: InspectedText, model: ModelTexts) -> Found:
    if piece.text.strip() == UNWRITTEN:
        yield 0, _ask_to_write(UNWRITTEN)
    # The lines of a page may be broken elsewhere.
    words = " ".join(piece.text.split())
    for prompt in (*PROMPTS, *TOLD_PROMPTS):
        if prompt in words:
            first = re.search(r"\s+".join(map(re.escape, prompt.split())), piece.text)
            yield first.start() if first else 0, _ask_to_write(prompt)


def _ask_to_write(prompt: str) -> Fault:
    rule = UNWRITTEN_NOTICE if prompt in TOLD_PROMPTS else UNWRITTEN_TEXT
    return rule.make_fault(
        f'nobody has written this text yet ("{prompt}")', "Write it, or delete what it belongs to."
    )


def _find_model_names(piece: InspectedText, model: ModelTexts) -> Found:
    for name in (*sorted(model.names), *PLACE_NAMES):
        if name not in piece.text:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", piece.text):
            yield (
                found.start(),
                MODEL_TEXT.make_fault(
                    f'"{name}" is a name of the model library',
                    "Write your own library's, or delete it.",
                ),
            )


def _find_model_texts(piece: InspectedText, model: ModelTexts) -> Found:
    if piece.path and not piece.is_of_a_library:
        # The registers are about real companies and laws.
        return
    if piece.path:
        if piece.text in model.values and any(key in IDENTITY for key in piece.path):
            yield 0, _refuse_text(piece.text)
            return
        found, known = find_sentences_of_value(piece.path, piece.text), model.of_records
    else:
        found, known = find_sentences(piece.text), model.of_pages
    for position, sentence in found if known else ():
        if sentence in known:
            yield position, _refuse_text(sentence)


def _refuse_text(text: str) -> Fault:
    text = text.replace('"', "”")
    return MODEL_TEXT.make_fault(
        f'this text is the model library\'s: "{text}"',
        "Write what your own documents say, in your own words, or delete it.",
    )


FINDERS: tuple[Callable[[InspectedText, ModelTexts], Found], ...] = (
    _find_addresses,
    _find_telephones,
    _find_statements,
    _find_prompts,
    _find_model_names,
    _find_model_texts,
)
