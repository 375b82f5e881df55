"""What a patron can decide about data, and how two answers contradict each other."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from aviso.model.choices import BOUND, FREE, ChoiceAnswer, are_opposite
from aviso.site.compose import make_site
from aviso.site.notice_context import NoticeContext
from tests.support.project import Project
from tests.support.record_changes import OPTIONAL, PHOTOS, change, said

ANSWERS = {
    "yes": ("Yes, you choose", "Sí, usted decide"),
    "no": ("No, it is required", "No, es obligatorio"),
    "required": ("No: the service needs it", "No: el servicio lo necesita"),
    "opt-in": ("Yes: off until you turn it on", "Sí: desactivado hasta que usted lo active"),
    "opt-out": ("Yes: on until you object", "Sí: activado hasta que usted se oponga"),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    "form", ["    optional: {} # Of a test.\n", "    optional:\n      answer: {}\n"]
)
def test_both_blocks_say_what_a_patron_can_decide(
    small_project: Project, answer: str, form: str
) -> None:
    change(small_project, (OPTIONAL, form.format(answer)))
    for locale, expected in zip(("en", "es"), ANSWERS[answer], strict=True):
        question = {"en": "Can you say no?", "es": "¿Puede decir que no?"}[locale]
        assert expected in said(small_project, "practices", "card", locale=locale)
        label = said(small_project, "privacy_label", locale=locale)
        assert question in label and expected in label


def test_a_label_without_any_choice_says_so_once(small_project: Project) -> None:
    change(small_project, (OPTIONAL, ""))
    asked = "Can you say no? The documents do not say, for anything below."
    assert said(small_project, "privacy_label").count("Can you say no?") == 1
    assert asked in said(small_project, "privacy_label")
    assert "optional" not in said(small_project, "practices", "card")


def test_every_answer_is_free_bound_or_unknown() -> None:
    answers = set(get_args(ChoiceAnswer))
    assert answers == {*ANSWERS, "unknown"} == FREE | BOUND | {"unknown"}
    opposite = {pair for pair in product(answers, repeat=2) if are_opposite(*pair)}
    assert ("yes", "no") in opposite and ("opt-in", "required") in opposite
    assert ("opt-in", "opt-out") in opposite
    assert not {("yes", "opt-in"), ("no", "required"), ("unknown", "no")} & opposite
    assert {(other, one) for one, other in opposite} == opposite


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("opt-in", "opt-out", ["facts/two-answers-optional"]),
        ("required", "opt-out", ["facts/two-answers-optional"]),
        ("yes", "opt-out", []),
        ("required", "no", []),
    ],
)
def test_two_practices_do_not_differ_on_a_choice(
    small_project: Project, one: str, other: str, found: list[str]
) -> None:
    change(
        small_project,
        (OPTIONAL, f"    optional: {one}\n"),
        ("\ncommitments:\n", f"{PHOTOS}    optional: {{answer: {other}}}\n\ncommitments:\n"),
    )
    assert [one.rule for one in small_project.check()] == found


def test_a_choice_leads_to_a_contact_and_to_the_page_with_the_steps(
    small_project: Project,
) -> None:
    change(
        small_project,
        (
            OPTIONAL,
            """    optional:
      answer: opt-out
      how: {en: Ask at the desk., es: Pregunte en el mostrador.}
      contact: privacy-office
      procedure: officer-request
      source: [RL-01]
""",
        ),
    )
    text = "How to change it Ask at the desk. Questions about privacy: privacy@example.org"
    assert f"{text} When an officer asks" in said(small_project, "practices", "card")
    for locale in ("en", "es"):
        small_project.write(
            f"docs/riverside/{locale}/steps.md",
            "---\ntitle: Steps\ndescription: Of a test.\n---\n# Steps\n\n"
            "{{ procedure('officer-request') }}\n",
        )
    context = make_site("riverside", small_project.load_records()).make_context("es", "collect")
    assert isinstance(context, NoticeContext)
    assert '<a href="../steps/">Cuando un agente pregunta</a>' in str(
        context.render_practices("card").html
    )


def test_a_member_may_name_what_its_system_has(small_project: Project) -> None:
    small_project.write(
        "data/libraries/riverside-branch.yml",
        small_project.read("data/libraries/riverside-branch.yml").rstrip("\n")
        + f"\npractices:{PHOTOS.replace('    source: [RL-02]', '')}"
        "    optional: {answer: opt-out, contact: privacy-office, procedure: officer-request}\n",
    )
    assert "facts/choice-leads-nowhere" not in small_project.reported()
