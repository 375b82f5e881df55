"""What people may ask for, and who is told of a breach."""

from __future__ import annotations

import pytest

from aviso.site.compose import make_site
from tests.support.project import Project
from tests.support.words import words

LIBRARY = "data/libraries/riverside.yml"
RIGHTS = """
rights:
  - right: see
    how: {en: Show your card., es: Muestre su tarjeta.}
    contact: front-desk
    within: 10 business days
    source: [RL-01]
  - right: correct
    procedure: officer-request
    within: {en: As soon as we can, es: Lo antes posible}
  - right: delete
  - right: object
    contact: privacy-office
  - right: complain
    how: {en: To the state., es: Ante el estado.}
"""
BREACH = """
breach_notices:
  - id: patrons
    who: {en: The people affected, es: Las personas afectadas}
    within: 30 days
    note: {en: From the day that we know., es: Desde el día en que lo sabemos.}
    source: [RL-02]
  - id: attorney
    who: {en: The Attorney General, es: La fiscalía}
"""


def with_facts(project: Project, facts: str, *blocks: str) -> None:
    """Put facts into the record, and blocks on the first page."""
    project.append(LIBRARY, facts)
    for locale in ("en", "es"):
        for block in blocks:
            project.append(f"docs/riverside/{locale}/index.md", f"\n\n{{{{ {block} }}}}\n")


def read_block(project: Project, locale: str, name: str, library: str = "riverside") -> str:
    """The words of a block."""
    context = make_site(library, project.load_records()).make_context(locale, "index")
    return words(context.names[name]())


def test_each_right_says_how_and_how_long(small_project: Project) -> None:
    with_facts(small_project, RIGHTS, "rights()")
    assert small_project.reported() == ""
    english, spanish = (read_block(small_project, locale, "rights") for locale in ("en", "es"))
    for told in (
        "See what the library holds about you Show your card. Your account "
        "https://www.riverside.example/ask At most 10 business days",
        "Have mistakes corrected When an officer asks As soon as we can",
        "Have it deleted Not stated Not stated",
        "Object to a use of it Questions about privacy privacy@example.org",
        "Complain To the state. Not stated",
    ):
        assert told in english
    for told in (
        "Ver lo que la biblioteca guarda sobre usted Muestre su tarjeta. Su cuenta",
        "Como máximo, 10 días hábiles",
        "Pedir que se corrijan errores Cuando un agente pregunta Lo antes posible",
    ):
        assert told in spanish


def test_a_right_leads_to_the_page_with_the_steps(small_project: Project) -> None:
    with_facts(small_project, RIGHTS, "rights()")
    for locale in ("en", "es"):
        small_project.append(
            f"docs/riverside/{locale}/choices.md", "\n\n{{ procedure('officer-request') }}\n"
        )
    context = make_site("riverside", small_project.load_records()).make_context("en", "index")
    assert '<a href="choices/">When an officer asks</a>' in context.names["rights"]().html


def test_a_breach_notice_says_who_is_told_and_how_soon(small_project: Project) -> None:
    with_facts(small_project, BREACH, "breach_notices()")
    assert small_project.reported() == ""
    assert read_block(small_project, "en", "breach_notices").endswith(
        "The people affected At most 30 days From the day that we know. "
        "Source: Policy 7, II "
        "The Attorney General Not stated"
    )
    assert "La fiscalía No se indica" in read_block(small_project, "es", "breach_notices")


@pytest.mark.parametrize("block", ["rights", "breach_notices"])
def test_without_facts_there_is_no_block(small_project: Project, block: str) -> None:
    assert read_block(small_project, "en", block) == ""


def test_a_member_takes_over_what_its_system_says(small_project: Project) -> None:
    with_facts(small_project, RIGHTS + BREACH)
    small_project.append(
        "data/libraries/riverside-branch.yml",
        "\nrights:\n  - right: delete\n    within: 2 weeks\n",
    )
    shown = read_block(small_project, "en", "rights", "riverside-branch")
    assert "Have it deleted Not stated At most 2 weeks" in shown and "Show your card." in shown
    assert "30 days" in read_block(small_project, "en", "breach_notices", "riverside-branch")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "contact: front-desk",
            "contact: front-desc",
            'contact "front-desc" is not under contacts',
        ),
        ("procedure: officer-request", "procedure: none", 'procedure "none" is not under procedu'),
        ("right: complain", "right: see", '"see" appears twice'),
        ("right: complain", "right: forget", 'right cannot be "forget"'),
        ("within: 10 business days", "within: ten days", '"ten days" is not a period'),
        ("en: Show your card., ", "", "how.en is missing"),
    ],
)
def test_a_fault_is_told(small_project: Project, old: str, new: str, told: str) -> None:
    with_facts(small_project, RIGHTS.replace(old, new), "rights()")
    assert told in small_project.reported()


def test_facts_that_no_page_shows_are_told(small_project: Project) -> None:
    with_facts(small_project, RIGHTS + BREACH)
    reported = small_project.reported()
    assert "no page shows the rights" in reported and "no page shows the breach notices" in reported


def test_a_contact_that_a_right_leads_to_is_on_a_page(small_project: Project) -> None:
    for page in (small_project / "docs/riverside").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("{{ contacts() }}", ""), "utf-8")
    with_facts(small_project, RIGHTS, "rights()")
    told = "no page shows the contact “front-desk”"
    assert told not in small_project.reported()
    small_project.replace(LIBRARY, "    contact: front-desk\n", "")
    assert told in small_project.reported()


def test_own_words_are_compared_between_the_languages(small_project: Project) -> None:
    facts = RIGHTS.replace("es: Muestre su tarjeta.", "es: Muestre sus 2 tarjetas.")
    with_facts(small_project, facts, "rights()")
    assert "Muestre sus 2 tarjetas." in small_project.reported()
