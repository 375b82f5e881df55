"""No more is made than has changed, and ``--explain`` says why.

Neither times nor anything that no site uses make a site anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.mutations import UNUSED_LAW, UNUSED_VENDOR, prepare
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.warm_process import Warm

ALPHA = {"alpha", "alpha-branch"}
LIBRARIES = {*ALPHA, "beta", "delta"}
EVERYTHING = {*LIBRARIES, FRONT}
ITSELF = "changed: Aviso itself (its code, templates, configuration or packages)"
UNCHANGED = "none of its inputs has changed"
CITATION = "\n{}:\n  citation:\n    en: "


@pytest.fixture(scope="module")
def built(scripts: Path, warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built project."""
    project = Project.tiny(tmp_path_factory.mktemp("reasons") / "project", scripts)
    prepare(project)
    warm.aviso(project, "build", "--jobs", "1").sound()
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy of it, with what is published."""
    shutil.copytree(built.root, tmp_path / "copy", symlinks=True)
    yield Project(tmp_path / "copy")


def a_shared_text(project: Project) -> None:
    project.write("docs/_shared/en/vague-retention.md", "Other words.\n")


def include_it(project: Project) -> None:
    project.replace("docs/beta/en/companies.md", "vendor-states", "vague-retention")


def touch_all(project: Project) -> None:
    for path in project.root.rglob("*"):
        if project.public not in path.parents:
            os.utime(path)


CASES: dict[str, tuple[Callable[[Project], object], set[str], str]] = {
    "a vendor of one library": (
        lambda p: p.replace("data/vendors/gale.yml", "name:", "# Checked.\nname:"),
        {"beta"},
        "changed: data/vendors/gale.yml",
    ),
    "a vendor of a system and its branch": (
        lambda p: p.replace("data/vendors/hoopla.yml", "  en: ", "  en: Very "),
        ALPHA,
        "changed: data/vendors/hoopla.yml",
    ),
    "a vendor that none uses": (
        lambda p: p.replace(f"data/vendors/{UNUSED_VENDOR}.yml", "  en: ", "  en: Very "),
        set(),
        "",
    ),
    "a law of one library": (
        lambda p: p.replace(
            "data/laws.yml", CITATION.format("us-ada-ii"), CITATION.format("us-ada-ii") + "The "
        ),
        {"beta"},
        "changed: data/laws.yml#us-ada-ii",
    ),
    "the successor of its law": (
        lambda p: p.replace(
            "data/laws.yml",
            CITATION.format("ca-gov-7927-105"),
            CITATION.format("ca-gov-7927-105") + "The ",
        ),
        {"delta"},
        "changed: data/laws.yml#ca-gov-7927-105",
    ),
    "a law that none names": (
        lambda p: p.replace(
            "data/laws.yml", CITATION.format(UNUSED_LAW), CITATION.format(UNUSED_LAW) + "The "
        ),
        set(),
        "",
    ),
    "a comment among the laws": (
        lambda p: p.replace("data/laws.yml", "\nus-ada-ii:", "\n# Checked.\nus-ada-ii:"),
        set(),
        "",
    ),
    "a page of one library": (
        lambda p: p.replace("docs/beta/en/collect.md", "words", "fine words"),
        {"beta"},
        "changed: docs/beta/",
    ),
    "a page of a system": (
        lambda p: p.replace("docs/alpha/es/collect.md", "Palabras", "Buenas palabras"),
        ALPHA,
        "changed: docs/alpha/",
    ),
    "a logo": (
        lambda p: p.replace("docs/beta/assets/logo.svg", "beta", "beta!"),
        {"beta"},
        "changed: docs/beta/",
    ),
    "a page of every library": (
        lambda p: p.replace("docs/_pages/en/about.md", "Small references", "The small references"),
        EVERYTHING,
        "changed: docs/_pages/",
    ),
    "a shared text": (
        lambda p: p.replace("docs/_shared/en/vendor-states.md", " ", "  "),
        LIBRARIES,
        "changed: docs/_shared/en/vendor-states.md",
    ),
    "a shared text that none includes": (a_shared_text, set(), ""),
    "another shared text": (include_it, {"beta"}, "changed: docs/beta/"),
    "the front page": (
        lambda p: p.replace("docs/_front/en/index.md", "These sites set", "All these sites set"),
        {FRONT},
        "changed: docs/_front/",
    ),
    "a record": (
        lambda p: p.replace("data/libraries/beta.yml", "desk@", "front-desk@"),
        {"beta"},
        "changed: data/libraries/beta.yml",
    ),
    "the record of a branch": (
        lambda p: p.replace("data/libraries/alpha-branch.yml", "noon", "one"),
        ALPHA,
        "changed: data/libraries/alpha-branch.yml",
    ),
    "a label of a term": (
        lambda p: p.replace("data/terms/topics.yml", "    en: ", "    en: the "),
        LIBRARIES,
        "changed: data/terms/",
    ),
    "a template": (
        lambda p: p.replace("overrides/partials/footer.html", "<", "\n<"),
        EVERYTHING,
        ITSELF,
    ),
    "the address of the front page": (
        lambda p: p.replace("mkdocs.yml", "https://notices.", "https://all.notices."),
        EVERYTHING,
        ITSELF,
    ),
    "the locked versions": (
        lambda p: p.replace("requirements.lock", "\n", "\n# Resolved anew.\n"),
        EVERYTHING,
        ITSELF,
    ),
    "times": (touch_all, set(), ""),
    "nothing": (lambda p: None, set(), ""),
    "a published file": (
        lambda p: (p.public / "beta/index.html").write_text("short"),
        {"beta"},
        "the published files were changed or are missing",
    ),
    "a published folder": (
        lambda p: shutil.rmtree(p.public / "beta"),
        {"beta"},
        "not yet published",
    ),
    "a file of the front page": (
        lambda p: (p.public / "404.html").unlink(),
        {FRONT},
        "the published files were changed or are missing",
    ),
}


@pytest.mark.parametrize("case", at_each_change(CASES, 4))
def test_only_what_a_change_concerns_is_made(case: str, project: Project, warm: Warm) -> None:
    change, expected, reason = CASES[case]
    change(project)
    run = warm.aviso(project, "build", "--jobs", "1", "--explain").sound()
    assert run.made == expected
    assert {line for site, line in run.lines.items() if site in expected} == (
        {f"published – {reason}"} if expected else set()
    )
    assert {line for site, line in run.lines.items() if site not in expected} == (
        {f"unchanged – {UNCHANGED}"} if expected != EVERYTHING else set()
    )
    assert set(run.lines) == EVERYTHING


def test_a_change_of_what_the_front_page_says_of_a_library_changes_both(
    project: Project, warm: Warm
) -> None:
    project.replace("data/libraries/beta.yml", "Library of beta", "New Library of beta")
    run = warm.aviso(project, "build", "--jobs", "1", "--explain").sound()
    assert run.made == {"beta", FRONT}
    assert run.lines["beta"] == "published – changed: data/libraries/beta.yml"
    assert run.lines[FRONT] == "published – changed: the list of the libraries"
    assert "New Library of beta" in (project.public / "index.html").read_text("utf-8")


def test_another_system_changes_the_member_and_both_systems(project: Project, warm: Warm) -> None:
    project.replace("data/libraries/alpha-branch.yml", "system: alpha", "system: delta")
    run = warm.aviso(project, "build", "--jobs", "1", "--explain").sound()
    assert run.made == {"alpha", "alpha-branch", "delta", FRONT}
    assert run.lines["delta"] == "published – changed: members of delta"


def test_a_new_library_and_one_that_goes_change_the_front_page_alone(
    project: Project, warm: Warm
) -> None:
    project.add_tiny("gamma")
    project.remove_library("beta")
    run = warm.aviso(project, "build", "--jobs", "1", "--explain").sound()
    assert run.made == {"gamma", FRONT}
    assert run.lines["gamma"] == "published – not yet published"
    assert run.lines["beta"] == "removed – no longer in data/libraries/"
    assert not (project.public / "beta").exists()


@pytest.mark.parametrize("file", ["checks/contrast.py", "i18n/words/en.yml"])
def test_the_code_and_the_words_of_aviso_change_everything(project: Project, file: str) -> None:
    project.append(f"scripts/aviso/{file}", "\n# A comment.\n")
    run = project.aviso("build", "--jobs", "1", "--explain").sound()
    assert run.made == EVERYTHING
    assert set(run.lines.values()) == {f"published – {ITSELF}"}


def test_all_makes_everything_anew(project: Project, warm: Warm) -> None:
    run = warm.aviso(project, "build", "--jobs", "1", "--all", "--explain").sound()
    assert run.made == EVERYTHING
    assert set(run.lines.values()) == {"published – requested with --all"}


def test_without_explain_nothing_is_said_of_what_has_not_changed(
    project: Project, warm: Warm
) -> None:
    assert warm.aviso(project, "build", "--jobs", "1").sound().lines == {}


def test_a_named_library_is_made_alone(project: Project, warm: Warm) -> None:
    project.replace("data/libraries/beta.yml", "Library of beta", "New Library of beta")
    project.replace("docs/delta/en/collect.md", "words", "fine words")
    assert warm.aviso(project, "build", "--jobs", "1", "beta").sound().made == {"beta"}
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == {"delta", FRONT}
