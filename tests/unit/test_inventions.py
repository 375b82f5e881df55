"""What is invented, the model's or not written yet is known in a text; the rest is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from aviso.checks.inventions import MODEL_ID, InspectedText, find_inventions
from aviso.checks.model_texts import PLACE_NAMES, ModelTexts, find_sentences, read_model
from aviso.core.package import MODEL_FILES
from tests.support.paths import RICH
from tests.support.project import Project

RULE = "facts/"


# What is set aside for examples

INVENTED = {
    "Write to desk@example.org.": "example-address",
    "See https://www.example.com/policy for more.": "example-address",
    "See https://library.my-town.example/.": "example-address",
    "It is at notices.test, and at help.invalid.": "example-address",
    "It is at example.net.": "example-address",
    "Call 707-555-0140.": "example-telephone",
    "Call (707) 555-0100 on weekdays.": "example-telephone",
    "Call +1 707 555 0199.": "example-telephone",
    "Call 707.555.0123 or 555-0123.": "example-telephone",
    "Call 7075550140.": "example-telephone",
    "Call 800-555-0199.": "example-telephone",
    "Describe the service in a few words": "unwritten-text",
    "estado aún sin indicar": "unwritten-notice",
    "It is in Exampleton.": "text-of-the-model",
}
MEANT = (
    *(
        "For example, your name.",
        "As for example.The rest goes.",
        "Ask at example.edu.",
    ),
    *("Town of Example: Example Public Library", "Biblioteca Ejemplo", "an example of a test."),
    *("example.org.mx", "https://examples.org", "https://www.example-town.org", "testexample.com"),
    *("Call 707-555-2140.", "Call 707-555-1140.", "Call 800-555-0123.", "Item 5550140 is lost."),
    *("It has 1555-0140 pages", "Section 555-01400", "Call +34 955 50 14 00.", "The latest test."),
    *(
        "Form EX-17 is for cards.",
        "We describe the service in a few words.",
        "Wait …",
        "a.m. to p.m.",
    ),
)


def inspect(text: str, model: ModelTexts | None = None, **place: Any) -> list[str]:
    piece = InspectedText("a.md", 1, text, **place)
    return [one.rule.removeprefix(RULE) for one in find_inventions(piece, model or ModelTexts())]


@pytest.mark.parametrize("text", INVENTED)
def test_what_is_invented_is_known_in_data_and_on_pages(text: str) -> None:
    assert set(inspect(text)) == set(inspect(text, path=("note", "en"))) == {INVENTED[text]}


@pytest.mark.parametrize("text", MEANT)
def test_what_only_looks_invented_is_left_alone(text: str) -> None:
    assert inspect(text) == inspect(text, path=("note", "en")) == []


def test_statements_of_the_model_are_known_where_ids_stand() -> None:
    assert inspect("EX-09", path=("practices", 0, "source", 0)) == ["statement-of-the-model"]
    assert inspect("EX-09", path=("documents", 0, "statements", 0, "id")) == [
        "statement-of-the-model"
    ]
    assert inspect("Yes. {{ source('EX-09', 'EX-10') }}") == ["statement-of-the-model"] * 2
    assert inspect("EX-09", path=("contacts", 0, "name", "en")) == []
    assert inspect("EXT-09", path=("source", 0)) == inspect("EX-A", path=("source", 0)) == []


# The model's own words


def test_the_model_is_read_from_its_own_files(rich_template: Project) -> None:
    model = read_model(rich_template.opened)
    assert "Example Library System" in model.names and "a fictional state" in model.values
    assert len(model.of_records) > 300 and len(model.of_pages) > 100 and len(model.pictures) == 1
    assert "This is a model" in model.of_pages
    text = "".join((RICH / name).read_text("utf-8") for name in MODEL_FILES)
    assert all(name in text for name in PLACE_NAMES) and MODEL_ID.search(text)


def test_a_record_that_is_no_model_is_not_taken_for_it(project: Project) -> None:
    project.replace("data/libraries/example.yml", "  state: model\n", "  state: published\n")
    assert read_model(project.opened) == ModelTexts()


def test_a_sentence_of_the_model_is_found_however_its_lines_are_broken() -> None:
    page = "# A\n\n- We keep the images of our cameras for two weeks. {{ source('EX-20') }}\n"
    model = ModelTexts(of_pages={words for _, words in find_sentences(page)})
    assert model.of_pages == {"We keep the images of our cameras for two weeks."}
    copied = "Hello.\n\nWe keep the images\nof our cameras for  two weeks. More.\n"
    assert inspect(copied, model) == ["text-of-the-model"]
    for own in (
        "We keep the images of our cameras for three weeks.",
        "# We keep the images of our cameras for two weeks.",
        "Do we keep the images of our cameras for two weeks?",
        "We keep the images.",
    ):
        assert inspect(own, model) == []


def test_texts_of_registers_are_not_compared_with_the_model() -> None:
    text = "The company lends ebooks and audiobooks to patrons."
    model = ModelTexts(of_records={text})
    path = ("service", "en")
    assert inspect(text, model, path=path) == []
    assert inspect(text, model, path=path, is_of_a_library=True) == ["text-of-the-model"]
