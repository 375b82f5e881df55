"""What the model has against a value, in plain words, where a person must write."""

from __future__ import annotations

from typing import Any

import pytest

from aviso.core.locales import Locales
from aviso.core.yaml_positions import parse_yaml
from aviso.model.contacts import Contact
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.registers import Law, Vendor
from aviso.model.validation import MAXIMUM_PROBLEMS, validate

KNOWN = Locales((("en", "English"), ("es", "Español")), ("en", "es"))
VENDOR = (
    "name: Pagewell\nservice:\n  en: Ebooks\n  es: Libros\ncategory: ebooks\n"
    "data_received: [email]\n"
)


def told(text: str, shape: Any = Vendor) -> list[str]:
    """What is wrong with a text that should be of a shape."""
    marked, problems = parse_yaml(text, "a.yml")
    assert marked and not problems
    return [
        str(problem).removeprefix("a.yml, ")
        for problem in sorted(validate(shape, marked, "a.yml", KNOWN)[1])
    ]


def test_a_sound_record_is_returned_without_problems() -> None:
    marked, _ = parse_yaml(VENDOR, "a.yml")
    assert marked
    record, problems = validate(Vendor, marked, "a.yml", KNOWN)
    assert (
        not problems
        and record.service.in_locale("es") == "Libros"
        and record.data_received == ("email",)
    )


def test_a_record_with_a_problem_is_not_returned() -> None:
    marked, _ = parse_yaml(VENDOR + "website:\n", "a.yml")
    assert marked and validate(Vendor, marked, "a.yml", KNOWN)[0] is None


@pytest.mark.parametrize(
    ("replaced", "by", "expected"),
    [
        ("  es: Libros\n", "", "line 2: service.es is missing. It says: The text in Spanish."),
        (
            "category: ebooks\n",
            "",
            "line 1: category is missing. It says: A term of data/terms/vendor_categories.yml.",
        ),
        ("category:", "categry:", 'line 5: unknown key "categry". Did you mean "category"?'),
        (
            "name: Pagewell",
            "name: Pagewell\nx: y",
            'line 2: unknown key "x". Known here: ' + ", ".join(Vendor.model_fields) + ".",
        ),
        (
            "  es: Libros\n",
            "  es: Libros\n  category: x\n",
            'line 5: unknown key "category". It belongs one level up: begin the line '
            "further to the left. Known here: en, es.",
        ),
        ("  es: Libros\n", "  es:\n", "line 4: service.es is empty. It says: The text in Spanish."),
        (
            "name: Pagewell",
            "name: Pagewell\nwebsite: # later",
            "line 2: website is empty. Fill it in, or delete the line.",
        ),
        (
            "[email]",
            "\n  - email\n  -\n",
            "line 8: data_received[2] is empty. Fill it in, or delete the line.",
        ),
        (
            "name: Pagewell",
            "name: [Pagewell]",
            "line 1: name must be a single text. Write it on one line after the colon, in "
            "quotes if it contains a colon.",
        ),
        (
            "name: Pagewell",
            "name:\n  en: Pagewell",
            "line 1: name.es is missing. It says: The text in Spanish.",
        ),
        (
            "name: Pagewell",
            "name:\n  en: a\n  es: b\n  fr: c",
            'line 4: unknown key "fr". Known here: en, es.',
        ),
        (
            "name: Pagewell",
            "name: " + "x" * 301,
            "line 1: name is longer than 300 characters. Shorten it.",
        ),
        (
            "[email]",
            "unknwon",
            'line 6: data_received cannot be "unknwon". Did you mean "unknown"?',
        ),
        (
            "[email]",
            "email",
            'line 6: data_received cannot be "email". Write it in brackets: [email]. Or '
            "write unknown.",
        ),
        (
            "[email]",
            "[email, E mail]",
            'line 6: data_received[2] "E mail" is not an id; use small letters a–z, '
            "digits and single hyphens, like email-removal",
        ),
        (
            "[email]",
            "[]",
            'line 6: data_received is an empty list, which would read as "nothing"; list '
            "the data, or write unknown",
        ),
        (
            "service:\n  en: Ebooks\n  es: Libros\n",
            "service: Ebooks\n",
            "line 2: service must stand in both languages. Write en: … and es: … on lines "
            "of their own below it, indented by two spaces.",
        ),
        (
            "name: Pagewell",
            "name: Pagewell\n-kind: company",
            'line 2: unknown key "-kind". Put a space after the hyphen.',
        ),
        (
            "name: Pagewell",
            "name: Pagewell\nkind: firm",
            'line 2: kind cannot be "firm". Write one of: company, group.',
        ),
        (
            "name: Pagewell",
            "name: Pagewell\nevidence: our page",
            "line 2: evidence must have keys of its own below it, indented by two spaces. "
            "Known there: url, date, says.",
        ),
    ],
)
def test_one_fault_is_one_complaint_in_these_words(replaced: str, by: str, expected: str) -> None:
    assert replaced in VENDOR
    assert told(VENDOR.replace(replaced, by)) == [expected]


def test_all_faults_of_a_record_are_told_at_once() -> None:
    assert [
        line.split(":")[0]
        for line in told("name:\nservice: x\ncategory: X\ndata_received: x\nwebsite: x\n")
    ] == [f"line {number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("shape", "text", "line"),
    [
        (
            Law,
            "citation: x\ntitle: {en: a, es: b}\nexplanation: {en: a, es: b}\n"
            "checked_on: 2026-01-01\nstatus: expired\n",
            5,
        ),
        (
            Library,
            "name: {en: a, es: b}\nshort_name: {en: a, es: b}\n"
            "jurisdiction: {en: a, es: b}\nwebsite: https://a.example/\n"
            "address: https://a.example/\nbranding:\n  color: '#000000'\npublication:\n"
            "  state: published\nkind: library\n",
            9,
        ),
        (
            Practice,
            "id: a\nsituation: a\ntitle: {en: a, es: b}\nnote: {en: a, es: b}\n"
            "retention:\n  vague: {en: a, es: b}\n  at_most: true\n",
            7,
        ),
    ],
)
def test_values_that_do_not_fit_together_are_told_at_the_one_to_change(
    shape: Any, text: str, line: int
) -> None:
    assert [one.split(":")[0] for one in told(text, shape)] == [f"line {line}"]


def test_an_entry_is_named_by_its_number_as_people_count() -> None:
    text = (
        "contacts:\n- id: a\n  role: {en: a, es: b}\n  email: a@example.org\n- id: b\n"
        "  role: {en: a, es: b}\n  email: nobody\n"
    )
    assert told(text, dict[str, tuple[Contact, ...]]) == [
        (
            'line 7: contacts[2].email "nobody" is not an email address; write it like '
            "questions@example.org"
        )
    ]


def test_the_complaints_of_one_file_have_an_end() -> None:
    assert len(told("".join(f"key{number}: x\n" for number in range(500)))) == MAXIMUM_PROBLEMS
