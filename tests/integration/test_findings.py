"""Old citations and contradictions: what is reported, disclosed to readers, and accepted."""

from __future__ import annotations

import pytest

from aviso.checks.suite import find_all
from aviso.checks.suppressions import format_notes
from aviso.core.diagnostics import Diagnostic
from tests.support.project import Project
from tests.support.repeats import at_each_change

PAGE = "docs/example/en/choices.md"
SPANISH_PAGE = "docs/example/es/choices.md"
RECORD = "data/libraries/example.yml"
SMALL_RECORD = "data/libraries/riverside.yml"


def warnings(project: Project) -> list[Diagnostic]:
    return [problem for problem in project.check() if problem.severity == "warning"]


@pytest.mark.parametrize(
    ("page", "sentence", "law", "now"),
    at_each_change(
        [
            (
                PAGE,
                "California Government Code § 6267 protects your records.",
                "ca-gov-6267",
                "§ 7927.105",
            ),
            (PAGE, "Cal. Gov. Code §6267 protects them.", "ca-gov-6267", "bill_id=202120220AB473"),
            (
                SPANISH_PAGE,
                "El § 6267 del Código de Gobierno protege sus registros.",
                "ca-gov-6267",
                "§ 7927.105",
            ),
            (
                PAGE,
                "Section 215 lets the government ask for records.",
                "us-50-1861",
                "expired on March 15, 2020",
            ),
            (
                PAGE,
                "We follow “Promoting Safe and Secure Libraries for All”.",
                "ca-ag-2018",
                "December 4, 2024",
            ),
            (PAGE, "Our rule rests on CPL 4509.", "ny-cplr-4509", "CPLR § 4509"),
        ],
        3,
    ),
)
def test_an_old_or_wrong_citation_is_pointed_out_with_the_present_position(
    project: Project, page: str, sentence: str, law: str, now: str
) -> None:
    line = project.add_paragraph(page, sentence)
    [found] = [one for one in warnings(project) if law in one.ids and "-citation" in one.rule]
    assert (found.file, found.line) == (page, line)
    assert now in found.message and "data/laws.yml, line" in found.message


@pytest.mark.parametrize(
    "sentence",
    [
        "The policy cites § 6267, which is § 7927.105 today.",
        "The policy names section 215, which lapsed in 2020.",
        "See {{ law('us-50-1861').citation }}: section 215 of that act.",
        "Section 2150 is another, and so is § 6267.5.",
        "CPLR § 4509, which the policy calls CPL 4509, protects them.",
    ],
)
def test_a_text_that_says_so_itself_is_left_alone(project: Project, sentence: str) -> None:
    project.add_paragraph(PAGE, sentence)
    assert [one for one in warnings(project) if "-citation" in one.rule] == []


def test_a_sources_own_words_stay(project: Project) -> None:
    law = "  - law: ny-cplr-4509\n    as_cited: CPL 4509\n    source: [EX-01]\n"
    project.replace(RECORD, "\nlaws:\n", f"\nlaws:\n{law}")
    assert [one.label for one in warnings(project)] == [
        f"facts/wrong-citation: ny-cplr-4509, {RECORD}"
    ]
    note = "    note: {en: It means CPLR § 4509., es: Quiere decir CPLR § 4509.}\n"
    project.replace(RECORD, law, law + note)
    assert warnings(project) == []


# Two practices that keep the same data for different periods.
CONTRADICTION = """\
  - id: card-copy
    situation: card
    title: {en: A copy, es: Una copia}
    data: [email]
    note: {en: We keep a copy., es: Guardamos una copia.}
    retention: {at_most: 5 years}
    source: [RL-02]

commitments:
"""
OPEN_QUESTION = """\
  - id: which-period
    text: {en: Which of the two holds is not said., es: No se dice cuál de los dos vale.}
    between: [card-details, card-copy]
    source: [RL-01, RL-02]
"""
ACCEPTED = """\
findings:
  - rule: facts/two-retentions
    ids: [card-details, card-copy]
    reason: The copy is another list.
    until: 2099-12-31
"""


@pytest.fixture
def contradictory(small_project: Project) -> Project:
    """The small project, with two records that do not agree."""
    small_project.replace(SMALL_RECORD, "commitments:\n", CONTRADICTION)
    assert [one.rule for one in warnings(small_project)] == ["facts/two-retentions"]
    return small_project


def test_a_contradiction_disclosed_to_the_reader_is_noted_only(contradictory: Project) -> None:
    contradictory.append(SMALL_RECORD, OPEN_QUESTION)
    assert warnings(contradictory) == []
    [note] = format_notes(find_all(contradictory.opened))
    assert "[facts/two-retentions: card-details, card-copy]" in note
    assert note.endswith("(the reader is told: open question “which-period”)")


def test_what_is_accepted_is_noted_with_its_reason(contradictory: Project) -> None:
    contradictory.write("data/accepted.yml", ACCEPTED)
    assert warnings(contradictory) == []
    [note] = format_notes(find_all(contradictory.opened))
    assert note.endswith("(accepted: The copy is another list.)")
