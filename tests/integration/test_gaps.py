"""``aviso gaps`` tells what a notice leaves open, the most asked first, and what answers end."""

from __future__ import annotations

import csv
import re

import pytest
import yaml
from lxml import html

from aviso.apps.gaps.questions import QUESTIONS
from aviso.apps.gaps.status import GapReport, find_gaps, judge
from aviso.apps.gaps.words import list_languages, read_words
from aviso.checks.record_checks import check_records
from aviso.core.diagnostics import has_errors
from aviso.model.notice import compose_notice
from aviso.model.repository import load_records
from tests.support.paths import ROOT
from tests.support.project import Project

TOWN = "data/libraries/town.yml"
WHO = """\
name: {en: Town Library, es: Biblioteca de Town}
short_name: {en: Town, es: Town}
kind: library
jurisdiction: {en: Iowa, es: Iowa}
website: https://www.town.gov
branding: {color: "#14594f"}
publication: {state: draft}
"""
TEXT = "{en: A., es: B.}"
PRACTICE = """\
practices:
  - id: one
    situation: @situation@
    title: {en: Our practice, es: Nuestra práctica}
    data: [name]
    note: {en: A., es: B.}
    recipients: [library-staff]
    purposes: [lending]
    retention: {period: 14 days}
"""
AGE_RULE = f"""\
age_rules:
  - {{id: a, to_age: 9, who: {TEXT}, must_show: {TEXT}, may_see: {TEXT}, never: {TEXT}}}
"""
DOCUMENT = """\
documents:
  - id: policy
    title: {en: Policy, es: Política}
    label: {en: Policy, es: Política}
    kind: policy
    status: undated
    statements:
      - {id: TL-01, text: {en: A., es: B.}}
"""
DISCLOSURE = "disclosures: [{id: a, recipient: @, condition: {en: A., es: B.}}]\n"
COMMITMENT = "commitments: [{id: a, topic: @, text: {en: A., es: B.}}]\n"
# What answers each question by itself.
ANSWERS = {
    "officers": DISCLOSURE.replace("@", "law-enforcement"),
    "children": AGE_RULE,
    "borrowed": PRACTICE.replace("@situation@", "borrowing"),
    "how-long": PRACTICE.replace("@situation@", "programs"),
    "deletion": DISCLOSURE.replace("@", "patron"),
    "whom-to-ask": "contacts: [{id: a, role: {en: A, es: B}, email: a@town.gov}]\n",
    "who-sees": PRACTICE.replace("@situation@", "programs"),
    "why": PRACTICE.replace("@situation@", "programs"),
    "card": PRACTICE.replace("@situation@", "card"),
    "companies": "vendors: [{vendor: pagewell, state: not-sent, since: 2026-02-01}]\n",
    "selling": COMMITMENT.replace("@", "selling"),
    "cameras": PRACTICE.replace("@situation@", "cameras"),
    "computers": PRACTICE.replace("@situation@", "network"),
    "website": COMMITMENT.replace("@", "cookies"),
    "messages": PRACTICE.replace("@situation@", "mailings"),
    "security": COMMITMENT.replace("@", "security"),
    "document": DOCUMENT,
    "law": "laws: [{law: old-act}]\n",
}


def report(project: Project, facts: str = "", library: str = "town") -> GapReport:
    if library == "town":
        project.write(TOWN, WHO + facts)
    records, problems = load_records(project.opened)
    problems += check_records(records)
    assert not has_errors(problems), [str(one) for one in problems]
    return find_gaps(library, compose_notice(library, records))


def states(found: GapReport) -> dict[str, str]:
    return {question.key: judge(question, found.notice) for question in QUESTIONS}


@pytest.fixture
def town(small_project: Project) -> Project:
    for name in ("situations", "topics", "recipients", "purposes", "data_categories"):
        ours = yaml.safe_load((ROOT / f"data/terms/{name}.yml").read_text("utf-8"))
        own = yaml.safe_load(small_project.read(f"data/terms/{name}.yml"))
        terms = yaml.safe_dump(ours | own, sort_keys=False, allow_unicode=True)
        small_project.write(f"data/terms/{name}.yml", terms)
    return small_project


def test_a_notice_that_says_nothing_is_silent_about_every_question(town: Project) -> None:
    found = report(town)
    assert set(states(found).values()) == {"silent"}
    assert [gap.question.key for gap in found.gaps] == list(ANSWERS)
    assert list(ANSWERS)[:6] == [
        *("officers", "children", "borrowed", "how-long", "deletion", "whom-to-ask")
    ]
    assert (found.before, found.gaps[0].left, found.left) == (18, 17, 0)


@pytest.mark.parametrize("key", ANSWERS)
def test_each_question_is_answered_by_its_fact_and_by_no_other(town: Project, key: str) -> None:
    assert states(report(town, ANSWERS[key]))[key] == "answered"
    others = [one for one in ANSWERS if ANSWERS[one].split(":")[0] != ANSWERS[key].split(":")[0]]
    for other in others[:3]:
        assert states(report(town, ANSWERS[other]))[key] == "silent"


def test_each_practice_that_leaves_something_open_is_named(town: Project) -> None:
    facts = ANSWERS["cameras"].replace("    retention: {period: 14 days}\n", "")
    facts = facts.replace("    recipients: [library-staff]\n", "")
    found = {gap.question.key: gap for gap in report(town, facts).gaps}
    for key in ("how-long", "who-sees"):
        [silence] = found[key].silences
        assert str(silence.about.root["es"]) == "Nuestra práctica"  # type: ignore[union-attr]
    assert "why" not in found and "cameras" not in found


OUTDATED = {
    "whom-to-ask": ANSWERS["whom-to-ask"].replace(
        "email: a@town.gov", "email: a@town.gov, verification: {state: not-verified}"
    ),
    "officers": ANSWERS["officers"].replace("}}]", "}, source: [TL-01]}]")
    + DOCUMENT.replace("status: undated", "status: archived\n    archived: 2009-01-02"),
    "document": DOCUMENT.replace("status: undated", "status: archived\n    archived: 2009-01-02"),
}


@pytest.mark.parametrize("key", OUTDATED)
def test_what_rests_on_nothing_that_holds_today_is_outdated(town: Project, key: str) -> None:
    assert states(report(town, OUTDATED[key]))[key] == "outdated"


def test_what_only_companies_know_is_left_after_all_answers(town: Project) -> None:
    found = report(town, "vendors: [{vendor: readwell, state: not-sent, since: 2026-02-01}]\n")
    assert found.left == 1 and found.gaps[-1].left == 1


def test_the_text_says_how_many_silences_there_are_and_would_be(town: Project) -> None:
    town.write(TOWN, WHO)
    done = town.invoke("gaps", "town")
    assert done.exit_code == 0, done.output
    first, *rest = done.output.splitlines()
    assert first == (
        "Town Library: 18 silences now. 18 answers would leave none. The most asked first:"
    )
    assert rest[1].startswith("1. What do staff do when police")
    left = [int(one) for one in re.findall(r"Silences left then: (\d+)", done.output)]
    assert left == list(range(17, -1, -1))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("To the Director", "Town Library", "18 questions below would leave none", "ages")),
        ("es", ("A la Dirección", "Biblioteca de Town", "estas 18 preguntas", "no quedaría")),
    ],
)
def test_the_letter_asks_in_one_language(
    town: Project, language: str, words: tuple[str, ...]
) -> None:
    town.write(TOWN, WHO)
    letter = town.invoke("gaps", "town", "--letter", language).output
    assert all(one in letter for one in words[:3]), letter
    for question in QUESTIONS:
        asked = {one: read_words(one).questions[question.key] for one in list_languages()}
        assert asked.pop(language) in letter
        assert all(text not in letter for text in asked.values())
    answer = "Answer:" if language == "en" else "Respuesta:"
    assert letter.count(answer) == len(QUESTIONS)


def test_the_page_is_written_once_and_never_over_a_file_of_others(town: Project) -> None:
    town.write(TOWN, WHO.replace("Town Library", "Town & <b>Library</b>".replace("<b>", "<")))
    town.write(TOWN, WHO.replace("{en: Town Library", '{en: "Town & Library"'))
    done = town.invoke("gaps", "town", "--html", "gaps.html")
    assert done.output == "written: gaps.html\n"
    page = town.read("gaps.html")
    assert "Town &amp; Library" in page and page.count("<li><strong>") == len(QUESTIONS)
    assert "<script" not in page and "http" not in page
    assert town.invoke("gaps", "town", "--html", "gaps.html").exit_code == 0
    town.write("mine.html", "<p>Mine.</p>")
    refused = town.invoke("gaps", "town", "--html", "mine.html")
    assert refused.exit_code == 2 and town.read("mine.html") == "<p>Mine.</p>"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("18 silences now. 18 answers would leave none", "Write it under", "Questions by")),
        ("es", ("18 silencios ahora. Con 18 respuestas no quedaría ninguno", "Escríbalo bajo")),
    ],
)
def test_pages_and_lists_are_in_one_language(
    town: Project, language: str, words: tuple[str, ...]
) -> None:
    town.write(TOWN, WHO + OUTDATED["whom-to-ask"])
    other = next(one for one in list_languages() if one != language)
    own, others = (read_words(one).questions["officers"] for one in (language, other))
    for arguments in (("town",), ("--all",)):
        done = town.invoke("gaps", *arguments, "--language", language, "--html", "gaps.html")
        assert done.exit_code == 0, done.output
        page = town.read("gaps.html")
        assert f'<html lang="{language}" dir="ltr">' in page
        assert own in html.fromstring(page).text_content() and others not in page
        state = read_words(other).say("silent")
        assert f">{state}<" not in page
    town.write(TOWN, WHO)
    listed = town.invoke("gaps", "town", "--language", language).output
    assert all(one in listed for one in words[:2]), listed


def test_every_language_has_the_same_words() -> None:
    keys = [set(read_words(one)._strings) for one in list_languages()]
    assert len(keys) > 1 and keys[0]
    assert all(one == keys[0] for one in keys)
    for language in list_languages():
        assert set(read_words(language).questions) == {one.key for one in QUESTIONS}


FURTHER = {
    "deletion": "rights: [{right: delete}]\n",
    "security": "breach_notices: [{id: a, who: {en: A, es: B}}]\n",
    "website": "cookies: [{name: a, site: website}]\n",
    "messages": PRACTICE.replace("@situation@", "newsletters"),
}


@pytest.mark.parametrize("key", FURTHER)
def test_a_fact_of_another_kind_answers_too(town: Project, key: str) -> None:
    assert states(report(town, FURTHER[key]))[key] == "answered"


def test_a_table_shows_every_library_and_question(town: Project) -> None:
    town.write(TOWN, WHO + OUTDATED["whom-to-ask"])
    done = town.invoke("gaps", "--all", "--html", "all.html", "--csv", "all.csv")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(town.read("all.csv").splitlines()))
    libraries = ["riverside", "riverside-branch", "town"]
    assert [(row["library"], row["question"]) for row in rows] == [
        (library, question.key) for library in libraries for question in QUESTIONS
    ]
    assert {row["state"] for row in rows} == {"answered", "silent", "outdated"}
    table = html.fromstring(town.read("all.html"))
    cells = [cell.get("class") for cell in table.iterfind(".//td")]
    by_question = [
        row["state"] for question in QUESTIONS for row in rows if row["question"] == question.key
    ]
    assert cells == by_question
    assert all(cell.text == cell.get("class") for cell in table.iterfind(".//td"))
    shown = town.invoke("gaps", "--all").output.splitlines()
    assert [line.split()[0] for line in shown] == ["library", *libraries]


def test_a_table_of_a_system_has_its_members_and_no_others(town: Project) -> None:
    town.write(TOWN, WHO)
    shown = town.invoke("gaps", "riverside", "--all").output.splitlines()
    assert [line.split()[0] for line in shown[1:]] == ["riverside", "riverside-branch"]


REFUSED = {
    (): "Name a library, or --all",
    ("twon",): 'There is no library "twon" in data/libraries/. Did you mean "town"?',
    ("_front",): "The front page has no notice.",
    ("town", "--csv", "a.csv"): "--csv writes the table of --all.",
    ("--all", "--letter", "es"): "A letter is about one library",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_cannot_be_done_is_told(town: Project, arguments: tuple[str, ...]) -> None:
    town.write(TOWN, WHO)
    done = town.invoke("gaps", *arguments)
    assert done.exit_code == 2 and REFUSED[arguments] in " ".join(done.output.split())


def test_faulty_records_are_told_first(town: Project) -> None:
    town.write(TOWN, WHO.replace("kind: library", "kind: museum"))
    done = town.invoke("gaps", "town")
    assert done.exit_code == 1 and TOWN in done.output and "Correct these first" in done.output
