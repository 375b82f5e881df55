"""Rules by age: what tables say of any age or none, and which ages do not fit together."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from aviso.model.age_rules import AgeRule
from aviso.site.compose import make_site
from tests.support.project import Project
from tests.support.words import words

LIBRARY = "data/libraries/riverside.yml"
START = "  - id: under-13\n"
END = "\nprocedures:"


def put_rules(project: Project, *rules: str) -> None:
    """Put age rules, each a line of YAML, in the place of those of the library."""
    text = (project / LIBRARY).read_text("utf-8")
    before, rest = text.split(START, 1)
    after = rest.split(END, 1)[1]
    lines = "".join(f"  - {{{rule}}}\n" for rule in rules)
    (project / LIBRARY).write_text(f"{before}{lines}{END}{after}", "utf-8")


def seen(identifier: str, ages: str = "", more: str = "") -> str:
    """A rule about what a parent may see."""
    parts = [f"id: {identifier}", ages, "who: {en: A parent, es: Los padres}"]
    parts += ["may_see: {en: All titles, es: Todos los títulos}", more]
    return ", ".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("ages", "en", "es"),
    [
        ("", "All ages", "Todas las edades"),
        ("from_age: 0", "All ages", "Todas las edades"),
        ("from_age: 17, to_age: 17", "17", "17 años"),
        ("to_age: 0", "Under 1", "Menos de 1 año"),
        ("from_age: 1", "1 and older", "1 año o más"),
        ("from_age: 1, to_age: 1", "1", "1 año"),
        ("from_age: 0, to_age: 0", "Under 1", "Menos de 1 año"),
        ("to_age: 8", "Under 9", "Menos de 9 años"),
        ("from_age: 0, to_age: 12", "Under 13", "Menos de 13 años"),
        ("from_age: 8, to_age: 15", "8 to 15", "De 8 a 15 años"),
        ("from_age: 18", "18 and older", "18 años o más"),
    ],
)
def test_ages_are_said_as_people_say_them(
    small_project: Project, ages: str, en: str, es: str
) -> None:
    put_rules(small_project, seen("one", ages))
    site = make_site("riverside", small_project.load_records())
    assert f"{en} A parent All titles" in words(site.make_context("en", "index").render_age_rules())
    assert f"{es} Los padres Todos los títulos" in words(
        site.make_context("es", "index").render_age_rules()
    )


def test_what_no_rule_says_has_no_column(small_project: Project) -> None:
    put_rules(small_project, seen("one", "to_age: 12"), seen("two", "from_age: 13"))
    block = make_site("riverside", small_project.load_records()).make_context("en", "index")
    shown = words(block.render_age_rules())
    assert shown == (
        "What an adult may see, by the child’s age Age Who may ask What they may see "
        "Under 13 A parent All titles 13 and older A parent All titles"
    )


def test_what_one_rule_leaves_out_is_not_stated(small_project: Project) -> None:
    never = "never: {en: Questions, es: Las preguntas}"
    put_rules(small_project, seen("one", "to_age: 12", never), seen("two", "from_age: 13"))
    block = make_site("riverside", small_project.load_records()).make_context("en", "index")
    assert "13 and older A parent All titles Not stated" in words(block.render_age_rules())


def test_what_is_collected_has_a_table_of_its_own(small_project: Project) -> None:
    put_rules(
        small_project,
        seen("one", "to_age: 12"),
        "id: two, to_age: 12, collected: {en: A name, es: El nombre}, "
        "consent: {en: A parent first, es: Antes los padres}",
        seen("three", "from_age: 13", "collected: {en: An email, es: Un correo}"),
    )
    block = make_site("riverside", small_project.load_records()).make_context("es", "index")
    html = block.render_age_rules().html
    assert words(block.render_age_rules()).endswith(
        "Qué se recopila, según la edad Edad Qué se recopila Quién debe dar permiso "
        "Menos de 13 años El nombre Antes los padres 13 años o más Un correo No se indica"
    )
    assert [html.count(f'id="{name}"') for name in ("one", "two", "three")] == [1, 1, 1]
    assert small_project.reported() == ""


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (("to_age: 12", "from_age: 13, to_age: 17", "from_age: 18"), ""),
        (("to_age: 13", "from_age: 13, to_age: 17"), "applies to the age 13, and so does “a0”"),
        (("to_age: 12", "from_age: 9"), "applies to the ages 9 to 12, and so does “a0”"),
        (("from_age: 13", "from_age: 18"), "applies to ages from 18 on, and so does “a0”"),
        (("to_age: 12", "from_age: 14"), "leaves out the age 13 after “a0”"),
        (("to_age: 8", "from_age: 13"), "leaves out the ages 9 to 12 after “a0”"),
        # In any order, and with two rules for the same ages, as for two people who may ask.
        (("from_age: 14", "to_age: 12"), "leaves out the age 13 after “a1”"),
        (("to_age: 12", "to_age: 12", "from_age: 13"), ""),
        # A rule for every age stands beside any other.
        (("", "to_age: 8", "from_age: 16"), ""),
        # Below the first age and above the last one, a document may say nothing.
        (("from_age: 5, to_age: 12", "from_age: 13, to_age: 17"), ""),
    ],
)
def test_ages_that_do_not_fit_are_found(
    small_project: Project, rules: tuple[str, ...], found: str
) -> None:
    put_rules(small_project, *(seen(f"a{index}", ages) for index, ages in enumerate(rules)))
    reported = small_project.reported()
    assert found in reported and ("age rule" in reported) == bool(found)


@pytest.mark.parametrize(
    "other",
    [
        "id: b, to_age: 10, collected: {en: A name, es: El nombre}",
        seen("b", "from_age: 10", "subject: computers"),
    ],
)
def test_rules_on_different_things_are_left_alone(small_project: Project, other: str) -> None:
    put_rules(small_project, seen("a", "to_age: 12"), other)
    assert small_project.reported() == ""


def test_an_open_question_tells_of_ages_that_the_document_leaves_out(
    small_project: Project,
) -> None:
    put_rules(small_project, seen("a", "to_age: 12"), seen("b", "from_age: 14"))
    small_project.append(
        LIBRARY,
        "  - id: age-13\n    between: [a, b]\n"
        "    text: {en: Age 13 is left out., es: Faltan los 13 años.}\n",
    )
    assert "leaves out" not in small_project.reported()


@pytest.mark.parametrize("said", [{}, {"who": {"en": "A parent"}}, {"must_show": {"en": "A card"}}])
def test_a_rule_says_something(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="says nothing"):
        AgeRule.model_validate({"id": "one", "to_age": 12, **said})
