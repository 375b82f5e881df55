"""Nothing invented, copied or unwritten is published; a draft counts it; a model may have it."""

from __future__ import annotations

import pytest
import yaml

from aviso.apps.scaffold.libraries import copy_model, start_library
from aviso.apps.scaffold.registers import add_law, add_term, add_vendor
from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.core.prompts import PROMPTS, TOLD_PROMPTS
from tests.support.project import Project

RECORD = "data/libraries/riverside.yml"
PAGE = "docs/riverside/en/index.md"
BRANCH = "data/libraries/riverside-branch.yml"
APPROVED = "  state: published\n  approved_by: {en: Board, es: Junta}\n  approved_on: 2026-03-02\n"
VENDORS = ("data/vendors/pagewell.yml", "data/vendors/readwell.yml")
RULE = "facts/"


def publish(project: Project, record: str = RECORD) -> None:
    for state in ("model", "draft"):
        if f"  state: {state}\n" in project.read(record):
            project.replace(record, f"  state: {state}\n", APPROVED)


def make_real(project: Project) -> None:
    """Give the library of the small project addresses and a telephone that exist."""
    for name in (RECORD, BRANCH, "data/laws.yml", *VENDORS):
        text = project.read(name)
        for old, new in (
            ("riverside.example", "riversidelibrary.gov"),
            ("well.example", "well.com"),
            ("example.org", "riversidelibrary.gov"),
            ("707-555-0110", "707-555-2110"),
        ):
            text = text.replace(old, new)
        project.write(name, text)


@pytest.fixture
def real_project(small_project: Project) -> Project:
    make_real(small_project)
    publish(small_project)
    small_project.replace(BRANCH, "state: model", "state: draft")
    assert small_project.reported() == ""
    return small_project


def found(project: Project) -> list[str]:
    return [
        f"{one.file}:{one.line} {one.rule}" for one in project.check() if one.severity == "error"
    ]


# Whole notices


def test_an_honest_notice_can_be_published(real_project: Project) -> None:
    assert assemble_site(real_project.opened, "riverside").id == "riverside"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (RECORD, "707-555-2110", "707-555-0110", "telephone"),
        (
            RECORD,
            "www.riversidelibrary.gov\n",
            "www.riverside.example\n",
            "address",
        ),
        (RECORD, "notices.riversidelibrary.gov", "notices.example.org", "address"),
        (PAGE, "# ", "Write to a@example.org.\n\n# ", "address"),
    ],
)
def test_a_published_notice_with_something_invented_is_not_built(
    real_project: Project, file: str, old: str, new: str, expected: str
) -> None:
    line = real_project.read(file).partition(old)[0].count("\n") + 1
    real_project.replace(file, old, new)
    errors = found(real_project)
    assert f"{file}:{line} facts/example-{expected}" in errors
    with pytest.raises(UnsoundSite, match="for examples"):
        assemble_site(real_project.opened, "riverside")


def test_the_settings_are_named_where_the_address_follows_from_them(real_project: Project) -> None:
    text = real_project.read(RECORD)
    lines = [line for line in text.splitlines() if not line.startswith("address:")]
    real_project.write(RECORD, "\n".join(lines) + "\n")
    assert [one.split(" ")[1] for one in found(real_project)] == ["facts/example-address"]
    assert found(real_project)[0].startswith("mkdocs.yml:")


def test_a_member_answers_for_what_it_has_from_its_system(real_project: Project) -> None:
    real_project.replace(RECORD, "707-555-2110", "707-555-0110")
    publish(real_project, BRANCH)
    with pytest.raises(UnsoundSite, match=r'riverside\.yml, line 38: "707-555-0110"'):
        assemble_site(real_project.opened, "riverside-branch")


def test_words_that_every_site_shares_are_looked_at(real_project: Project) -> None:
    vendor = "data/vendors/pagewell.yml"
    record = yaml.safe_load(real_project.read(vendor))
    record["website"] = "https://pagewell.example/"
    real_project.write(vendor, yaml.safe_dump(record, allow_unicode=True))
    laws = yaml.safe_load(real_project.read("data/laws.yml"))
    used = next(iter(yaml.safe_load(real_project.read(RECORD))["laws"]))["law"]
    laws[used]["explanation"]["en"] = "Say in plain words what it says."
    real_project.write("data/laws.yml", yaml.safe_dump(laws, allow_unicode=True))
    rules = {one.partition(":")[0]: one.rpartition(" ")[2] for one in found(real_project)}
    assert rules == {
        vendor: "facts/example-address",
        "data/laws.yml": "facts/unwritten-text",
    }


def test_a_draft_counts_in_one_line(real_project: Project) -> None:
    real_project.replace(RECORD, APPROVED, "  state: draft\n")
    real_project.replace(RECORD, "707-555-2110", "707-555-0110")
    real_project.replace(RECORD, "privacy@riversidelibrary.gov", "privacy@example.org")
    [one] = real_project.check()
    assert (one.rule, one.severity, one.file, one.line) == (
        "facts/not-yet-own",
        "warning",
        RECORD,
        18,
    )
    assert one.message.startswith("2 values of the model, or not written yet, are still in")
    assert f'{RECORD}, line 35: "privacy@example.org"' in one.message


def test_a_draft_may_be_at_an_address_for_examples(real_project: Project) -> None:
    real_project.replace(RECORD, APPROVED, "  state: draft\n")
    real_project.replace(RECORD, "notices.riversidelibrary.gov", "notices.example.org")
    assert real_project.reported() == ""


def test_a_model_has_no_website_of_its_own(small_project: Project) -> None:
    small_project.replace(RECORD, "www.riverside.example", "www.riversidelibrary.gov")
    assert found(small_project) == [f"{RECORD}:12 facts/model-with-a-website"]


def test_a_model_is_approved_whole_or_not_at_all(small_project: Project) -> None:
    half = "  state: model\n  approved_on: 2026-03-02\n"
    small_project.replace(RECORD, "  state: model\n", half)
    assert "needs both approved_by and approved_on, or neither" in small_project.reported()


# Copies

COPIED = "data/libraries/my-town.yml"


def copy_the_model(project: Project, name: str = "Chelmsford Library") -> None:
    copy_model(project.opened, "my-town")
    for old in ("Example Library System", "Sistema de Bibliotecas Ejemplo"):
        project.replace(COPIED, old, name)
    publish(project, COPIED)


def test_a_copy_of_the_model_with_another_name_is_not_published(project: Project) -> None:
    copy_the_model(project)
    errors = [one for one in project.check() if one.severity == "error"]
    rules = {one.rule.removeprefix(RULE) for one in errors}
    assert rules == {
        "example-address",
        "example-telephone",
        "statement-of-the-model",
        "text-of-the-model",
        "picture-of-the-model",
    }
    messages = "\n".join(map(str, errors))
    for leftover in ("Exampleton", "Example Libraries", "This is a model", "a fictional state"):
        assert leftover in messages
    pages = {one.file for one in errors if one.file.startswith("docs/my-town/")}
    assert len(pages) == 18
    with pytest.raises(UnsoundSite):
        assemble_site(project.opened, "my-town")


def test_a_new_start_is_not_published_as_it_is(real_project: Project) -> None:
    start_library(real_project.opened, "my-town")
    # The draft itself says what is not written yet; only its website is made up.
    [counted] = [one for one in real_project.check() if one.rule == "facts/not-yet-own"]
    assert counted.message.startswith("1 value of the model")
    publish(real_project, COPIED)
    rules = [one.rule.removeprefix(RULE) for one in real_project.check("my-town")]
    # Its state in two languages, and that it states nothing; and its website.
    assert rules.count("unwritten-notice") == 3 and rules.count("example-address") == 2


def test_every_prompt_is_written_by_a_command(project: Project) -> None:
    answers = {"cameras": "Cameras record.", "cameras-period": "a while"}
    start_library(project.opened, "my-town", answers)
    start_library(project.opened, "other-town", {"selling.es": "No vendemos."})
    add_vendor(project.opened, "new-company")
    add_law(project.opened, "new-law", "2026-03-02")
    add_term(project.opened, "topics/new-topic")
    files = (COPIED, "data/libraries/other-town.yml", "data/laws.yml")
    files += ("data/vendors/new-company.yml", "data/terms/topics.yml")
    text = "".join(project.read(name) for name in files)
    assert [prompt for prompt in PROMPTS + TOLD_PROMPTS if prompt not in text] == []


HEADINGS = {
    "# Your privacy at Chelmsford Library": True,
    "# Privacy": False,
    "# A\n\n## What Chelmsford Library keeps {#keeps}": True,
    "# Riverside and the libraries of Chelmsford": False,
    "# Your privacy at Riverside Library": False,
    "# Your privacy at Chelmsford Library of Music": True,
    "# A branch, or a library": False,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_name_of_another_library_in_a_heading_is_told(
    real_project: Project, heading: str
) -> None:
    real_project.add_tiny("my-town", vendor="hoopla")
    real_project.replace(COPIED, "Library of my-town", "Chelmsford Library")
    real_project.write(PAGE, f"---\ntitle: A\ndescription: Hello to all.\n---\n{heading}\n")
    named = [one for one in real_project.check() if one.rule == "facts/name-of-another-library"]
    assert bool(named) == HEADINGS[heading]
    assert all(one.severity == "error" and one.file == PAGE for one in named)


def test_a_library_may_have_anothers_name_in_its_own(real_project: Project) -> None:
    real_project.add_tiny("my-town", vendor="hoopla")
    real_project.replace(COPIED, "Library of my-town", "Riverside")
    real_project.replace(COPIED, "{en: Riverside,", "{en: Riverside Lib,")
    real_project.replace(RECORD, "en: Riverside Library", "en: Riverside Lib of Music")
    text = "---\ntitle: A\ndescription: Hello to all.\n---\n# Riverside Lib of Music\n"
    real_project.write(PAGE, text)
    assert not [one for one in real_project.check() if one.rule == "facts/name-of-another-library"]
