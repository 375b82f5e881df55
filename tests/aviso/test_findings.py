"""Old citations and contradictions in the real project: what is pointed out, what the reader is told of, and what is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.checks.suite import check_all, list_notes
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

PAGE = "docs/sonoma/en/choices.md"
SPANISH_PAGE = "docs/sonoma/es/choices.md"


def warnings(project: Path) -> list[Diagnostic]:
    return [problem for problem in check_all(Project(project)) if problem.severity == "warning"]


def add(project: Path, sentence: str, page: str = PAGE) -> int:
    """Put a sentence at the end of a page; return its line."""
    path = project / page
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{sentence}\n", "utf-8")
    return path.read_text("utf-8").count("\n")


@pytest.mark.parametrize(
    ("page", "sentence", "law", "now"),
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
)
def test_an_old_or_wrong_citation_is_pointed_out_with_the_present_position(
    whole_project: Path, page: str, sentence: str, law: str, now: str
) -> None:
    line = add(whole_project, sentence, page)
    [found] = [one for one in warnings(whole_project) if law in one.ids and "-citation" in one.rule]
    assert (
        (found.file, found.line) == (page, line)
        and now in found.message
        and "data/laws.yml, line" in found.message
    )


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
def test_a_text_that_says_so_itself_is_left_alone(whole_project: Path, sentence: str) -> None:
    add(whole_project, sentence)
    assert [one for one in warnings(whole_project) if "-citation" in one.rule] == []


def test_a_sources_own_words_stay(whole_project: Path) -> None:
    assert "as_cited: NYS CPL 4509" in (whole_project / "data/libraries/westchester.yml").read_text(
        "utf-8"
    )
    assert warnings(whole_project) == []


def test_contradictions_of_the_sources_are_told_and_not_smoothed_over(whole_project: Path) -> None:
    told = "\n".join(list_notes(Project(whole_project)))
    assert (
        "two-answers-optional: registration, account-notices] (the reader is told: open question “email-optional-or-required”)"
        in told
    )
    library = whole_project / "data/libraries/sonoma.yml"
    library.write_text(
        library.read_text("utf-8").replace("    between: [registration, account-notices]\n", ""),
        "utf-8",
    )
    assert "facts/two-answers-optional" in {one.rule for one in warnings(whole_project)}


def test_what_is_accepted_is_a_warning_without_its_entry(whole_project: Path) -> None:
    (whole_project / "data/accepted.yml").unlink()
    rules = {one.rule for one in warnings(whole_project)}
    assert rules == {"facts/promise-and-sending", "facts/promise-and-recipients"}
