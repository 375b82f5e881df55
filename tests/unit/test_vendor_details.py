"""What a notice says of a company beyond its policy: how long, where, with whom, on what terms."""

from __future__ import annotations

import pytest

from aviso.site.compose import make_site
from tests.support.project import Project
from tests.support.words import words

VENDOR = "data/vendors/pagewell.yml"
LIBRARY = "data/libraries/riverside.yml"
DETAILS = """
typed: [email]
retention: 2 years
deletion: {en: By a form on its site, es: Con un formulario}
subprocessors: [Cloudwell, Mailwell]
stored_in: {en: In Canada, es: En el Canadá}
audit: {en: "An audit, 2025", es: "Una auditoría, 2025"}
details_evidence:
  url: https://www.pagewell.example/terms
  date: 2026-01-05
"""
AGREEMENT = """    agreement:
      title: {en: Contract, es: Contrato}
      date: 2024-07
      address: https://www.riverside.example/contract.pdf
"""


def agree(project: Project, lines: str) -> None:
    """Write an agreement with the first company."""
    project.replace(LIBRARY, "  - vendor: pagewell\n", f"  - vendor: pagewell\n{lines}")


def read_details(project: Project, locale: str) -> str:
    """The words of the details of each company."""
    context = make_site("riverside", project.load_records()).make_context(locale, "index")
    return words(context.render_vendor_details())


def test_each_detail_is_told(small_project: Project) -> None:
    small_project.append(VENDOR, DETAILS)
    agree(small_project, AGREEMENT)
    assert small_project.reported() == ""
    english, spanish = (read_details(small_project, locale) for locale in ("en", "es"))
    for told in (
        "What you type in yourself email address",
        "How long it keeps data 2 years",
        "How to have data deleted there By a form on its site",
        "Companies that it passes data to Cloudwell; Mailwell",
        "Where data are stored In Canada",
        "Audit or certification An audit, 2025",
        "Contract or agreement Contract, July 2024",
        "Where these details come from https://www.pagewell.example/terms (January 5, 2026)",
    ):
        assert told in english
    for told in ("Cuánto tiempo guarda los datos 2 años", "Contrato o acuerdo Contrato, julio de"):
        assert told in spanish


def test_days_are_told_as_exactly_as_they_are_known(small_project: Project) -> None:
    small_project.append(VENDOR, DETAILS.replace("2026-01-05", "2014-06"))
    agree(small_project, "    used_since: 2021\n")
    assert small_project.reported() == ""
    assert "(June 2014)" in read_details(small_project, "en")
    spanish = read_details(small_project, "es")
    assert "(junio de 2014)" in spanish and " 2021" in spanish


@pytest.mark.parametrize("key", ["typed", "retention", "deletion", "subprocessors", "stored_in"])
def test_what_is_unknown_says_so(small_project: Project, key: str) -> None:
    before = read_details(small_project, "en").count("Unknown")
    small_project.append(VENDOR, f"\n{key}: unknown\n")
    assert small_project.reported() == ""
    assert read_details(small_project, "en").count("Unknown") == before + 1


def test_none_is_said_apart_from_unknown(small_project: Project) -> None:
    small_project.append(VENDOR, "\nsubprocessors: none\n")
    agree(small_project, "    agreement: none\n")
    assert small_project.reported() == ""
    shown = read_details(small_project, "en")
    assert "passes data to None, it says" in shown and "agreement There is none" in shown


def test_what_nobody_wrote_is_not_shown(small_project: Project) -> None:
    shown = read_details(small_project, "en")
    for heading in ("type in yourself", "keeps data", "Audit", "agreement", "stored"):
        assert heading not in shown


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("typed: [phone]", "lists phone under typed, but not under data_received"),
        ("typed: []", "typed is an empty list"),
        ("subprocessors: []", "subprocessors is an empty list"),
        ("typed: [shoe-size]", '"shoe-size" is not in data/terms/data_categories.yml'),
        ("retention: as long as needed", '"as long as needed" is not a period'),
        ("stored_in: {en: In Canada}", "stored_in.es is missing"),
        ("audit: {en: Audit of 2025, es: Auditoría de 2024}", "2024"),
    ],
)
def test_a_fault_is_told(small_project: Project, lines: str, told: str) -> None:
    small_project.append(VENDOR, f"\n{lines}\n")
    assert told in small_project.reported()
