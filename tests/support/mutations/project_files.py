"""Changes of templates, of settings, and of files that no site depends on."""

from __future__ import annotations

import os
from random import Random

from tests.support.mutations.steps import add_line, changed_line, mutation, number, record
from tests.support.project import Project

# Aviso


@mutation
def a_template(project: Project, random: Random) -> None:
    add_line(project, "overrides/partials/footer.html", f"<p>Foot {number(random)}</p>")


@mutation
def a_string_of_the_interface(project: Project, random: Random) -> None:
    text = project.read("overrides/locales/en.yml")
    old = next(line for line in text.split("\n") if line.startswith("footer.library:"))
    project.write(
        "overrides/locales/en.yml", text.replace(old, f"footer.library: Foot {number(random)}")
    )


@mutation
def the_style_sheet(project: Project, random: Random) -> None:
    add_line(project, "overrides/assets/notice.css", f"/* {number(random)} */")


@mutation
def the_address_of_the_front_page(project: Project, random: Random) -> None:
    changed_line(
        project, "mkdocs.yml", "site_url:", f"site_url: https://front{number(random)}.example.org/"
    )


# Nothing


@mutation
def a_comment_in_a_record(project: Project, random: Random) -> None:
    add_line(project, record(project, random), f"# {number(random)}")


@mutation
def a_comment_among_the_laws(project: Project, random: Random) -> None:
    add_line(project, "data/laws.yml", f"# {number(random)}")


@mutation
def files_touched(project: Project, random: Random) -> None:
    for path in project.root.rglob("*"):
        if path.is_file() and not path.is_relative_to(project.public) and random.random() < 0.3:
            os.utime(path, (random.randrange(10**9), random.randrange(10**9)))


@mutation
def files_of_no_library(project: Project, random: Random) -> None:
    project.write("docs/nobody/en/index.md", f"# {number(random)}\n")
    project.write("data/libraries/.hidden.yml", "no: library\n")
    project.write("data/libraries/old/alpha.yml", project.read("data/libraries/alpha.yml"))


@mutation
def files_with_other_endings(project: Project, random: Random) -> None:
    for name in (
        "data/libraries/alpha.txt",
        "data/libraries/beta.yaml",
        "data/vendors/hoopla.txt",
        "docs/alpha/en/notes.txt",
    ):
        project.write(name, f"{number(random)}\n")
