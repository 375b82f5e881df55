"""The period of a right, a breach notice or a cookie is the one that its source names."""

from __future__ import annotations

import pytest

from tests.support.project import Project

LIBRARY = "data/libraries/riverside.yml"
SENTENCE = (
    "          en: You may ask to have your email removed.\n"
    "          es: Usted puede pedir que se quite su correo.\n"
)


def state(project: Project, en: str, es: str, facts: str) -> str:
    """Put a sentence into a statement and facts into the record; return what is told of periods."""
    project.replace(LIBRARY, SENTENCE, f"          en: {en}\n          es: {es}\n")
    project.append(LIBRARY, f"\n{facts}")
    for locale in ("en", "es"):
        blocks = "\n\n{{ rights() }}\n\n{{ breach_notices() }}\n\n{{ cookies() }}\n"
        project.append(f"docs/riverside/{locale}/index.md", blocks)
    return "\n".join(line for line in project.reported().splitlines() if "says" in line)


def right(within: str, how: str = "{en: Ask us., es: Pídanoslo.}") -> str:
    """A right with its period."""
    return f"rights:\n  - right: see\n    how: {how}\n    within: {within}\n    source: [RL-01]\n"


@pytest.mark.parametrize(
    ("within", "en", "es"),
    [
        ("10 business days", "It takes ten working days.", "Tarda diez días hábiles."),
        ("2 weeks", "It takes 14 days.", "Tarda 14 días."),
        ("5 days", "You may ask.", "Usted puede pedir."),
        # One of several times of a statement is enough.
        ("30 days", "Ask within 2 years. It takes 30 days.", "Pida en 2 años. Tarda 30 días."),
    ],
)
def test_a_period_that_the_source_names_is_sound(
    small_project: Project, within: str, en: str, es: str
) -> None:
    assert state(small_project, en, es, right(within)) == ""


@pytest.mark.parametrize(
    "facts",
    [
        right("100 days"),
        right("10 months"),
        "breach_notices:\n  - id: all\n    who: {en: People, es: Las personas}\n"
        "    within: 1 day\n    source: [RL-01]\n",
        "cookies:\n  - name: _a\n    site: website\n    lasts: 10 years\n    source: [RL-01]\n",
    ],
)
def test_another_period_than_the_sources_is_told(small_project: Project, facts: str) -> None:
    told = state(small_project, "It takes 10 days.", "Tarda 10 días.", facts)
    assert "but the statement RL-01 says 10 days" in told


def test_another_period_than_its_own_words_is_told(small_project: Project) -> None:
    facts = right("10 days", "{en: It takes 3 days., es: Tarda 3 días.}")
    assert "but its own text says 3 days" in state(
        small_project, "You may ask.", "Usted puede pedir.", facts
    )
