"""Changes of the records and pictures of libraries."""

from __future__ import annotations

from random import Random

from tests.support.mutations.steps import (
    COLORS,
    VENDORS,
    Repair,
    broken,
    broken_at_end,
    broken_within,
    changed_line,
    choose_member,
    deleted,
    mutation,
    number,
    record,
)
from tests.support.project import Project


@mutation
def a_librarys_name(project: Project, random: Random) -> None:
    changed_line(
        project,
        record(project, random),
        "name:",
        f"name: {{en: Name {number(random)}, es: Nombre {number(random)}}}",
    )


@mutation
def a_librarys_email(project: Project, random: Random) -> None:
    changed_line(
        project,
        record(project, random),
        "    email:",
        f"    email: desk{number(random)}@example.org",
    )


@mutation
def a_librarys_color(project: Project, random: Random) -> None:
    name = record(project, random)
    now = project.read(name)
    old = next(color for color in COLORS if color in now)
    project.replace(name, old, random.choice([color for color in COLORS if color != old]))


@mutation
def a_librarys_address(project: Project, random: Random) -> None:
    changed_line(
        project,
        record(project, random),
        "address:",
        f"address: https://notices.example.org/at-{number(random)}/",
    )


@mutation
def the_jurisdiction_on_the_front_page(project: Project, random: Random) -> None:
    changed_line(
        project,
        record(project, random),
        "jurisdiction:",
        f"jurisdiction: {{en: State {number(random)}, es: Estado}}",
    )


@mutation
def the_same_address_twice(project: Project, random: Random) -> Repair:
    one, other = random.sample(project.libraries, 2)
    address = next(
        line
        for line in project.read(f"data/libraries/{one}.yml").split("\n")
        if line.startswith("address:")
    )
    text = project.read(f"data/libraries/{other}.yml")
    old = next(line for line in text.split("\n") if line.startswith("address:"))
    return broken(project, f"data/libraries/{other}.yml", text.replace(old, address).encode())


@mutation
def a_library_added(project: Project, random: Random) -> None:
    project.add_tiny(f"lib-{number(random)}", random.choice(VENDORS))


@mutation
def a_library_deleted(project: Project, random: Random) -> None:
    name = f"lib-{number(random)}"
    if not [library for library in project.libraries if library.startswith("lib-")]:
        project.add_tiny(name)
    else:
        project.remove_library(
            random.choice([library for library in project.libraries if library.startswith("lib-")])
        )


@mutation
def a_member_added(project: Project, random: Random) -> None:
    project.add_member(f"branch-{number(random)}", random.choice(["alpha", "delta"]))


@mutation
def a_member_deleted(project: Project, random: Random) -> None:
    for library in project.libraries:
        if library.startswith("branch-"):
            return project.remove_library(library)
    return a_member_added(project, random)


@mutation
def a_members_system(project: Project, random: Random) -> None:
    name = choose_member(project, random)
    old = next(line for line in project.read(name).split("\n") if line.startswith("system:"))
    changed_line(project, name, "system:", "system: delta" if "alpha" in old else "system: alpha")


@mutation
def an_unsound_member(project: Project, random: Random) -> Repair:
    return broken_within(
        project,
        choose_member(project, random),
        "publication: {state: model}",
        "publication: {state: modle}",
    )


@mutation
def an_unreadable_member(project: Project, random: Random) -> Repair:
    return broken_at_end(project, choose_member(project, random), b"\xff\n")


@mutation
def an_unsound_library(project: Project, random: Random) -> Repair:
    return broken_at_end(project, record(project, random), b"broken: [\n")


@mutation
def a_system_that_is_none(project: Project, random: Random) -> Repair:
    return broken_within(project, "data/libraries/alpha.yml", "kind: system", "kind: library")


def draw_picture(project: Project, name: str, random: Random) -> None:
    """Write another picture in a file."""
    project.write(
        name,
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>'
        f"{number(random)}</title></svg>\n",
    )


@mutation
def a_logo(project: Project, random: Random) -> None:
    draw_picture(project, "docs/beta/assets/logo.svg", random)


@mutation
def a_picture_of_a_system(project: Project, random: Random) -> None:
    draw_picture(project, "docs/alpha/assets/map.svg", random)


@mutation
def no_logo(project: Project, random: Random) -> Repair:
    return deleted(project, "docs/beta/assets/logo.svg")
