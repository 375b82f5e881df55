"""Changes of the vendors, laws and terms that libraries share."""

from __future__ import annotations

import re
from random import Random

from tests.support.mutations.steps import (
    UNUSED_LAW,
    UNUSED_VENDOR,
    VENDORS,
    Repair,
    broken,
    broken_at_end,
    broken_within,
    changed_line,
    choose_user,
    choose_vendor,
    deleted,
    mutation,
    number,
)
from tests.support.project import Project


@mutation
def a_vendors_service(project: Project, random: Random) -> None:
    name = f"data/vendors/{choose_vendor(project, random)}.yml"
    changed_line(project, name, "  en:", f"  en: Service {number(random)}")


@mutation
def a_vendor_that_none_uses(project: Project, random: Random) -> None:
    changed_line(
        project, f"data/vendors/{UNUSED_VENDOR}.yml", "name:", f"name: Name {number(random)}"
    )


@mutation
def an_unsound_vendor(project: Project, random: Random) -> Repair:
    return broken(project, "data/vendors/hoopla.yml", b"name: hoopla\n")


@mutation
def an_unsound_vendor_that_none_uses(project: Project, random: Random) -> Repair:
    return broken(project, f"data/vendors/{UNUSED_VENDOR}.yml", b"name: {\n")


@mutation
def another_vendor(project: Project, random: Random) -> None:
    name = random.choice(VENDORS)
    project.add_vendor(name)
    changed_line(
        project, choose_user(project, random, "vendor"), "  - vendor:", f"  - vendor: {name}"
    )


@mutation
def an_unknown_vendor(project: Project, random: Random) -> Repair:
    return broken_within(
        project, choose_user(project, random, "vendor"), "  - vendor: ", "  - vendor: un"
    )


def cite_otherwise(project: Project, law: str, random: Random) -> None:
    """Change how a law is cited, even if an unknown field or invalid bytes have broken the
    register.
    """
    path = project.path("data/laws.yml")
    citation = re.compile(rb"(\n%s:\n(?:  nonsense: yes\n)*  citation:\n    en: )" % law.encode())
    content, count = citation.subn(
        lambda found: found[1] + f"Cited {number(random)} ".encode(), path.read_bytes(), 1
    )
    assert count == 1, f"{law} has no citation in English"
    path.write_bytes(content)


def with_nonsense(project: Project, law: str) -> bytes:
    """The register with a word in a law that it does not know."""
    return (
        project.path("data/laws.yml")
        .read_bytes()
        .replace(f"\n{law}:\n".encode(), f"\n{law}:\n  nonsense: yes\n".encode())
    )


@mutation
def a_law(project: Project, random: Random) -> None:
    cite_otherwise(
        project,
        random.choice(["ala-code-iii", "us-ada-ii", "ca-gov-6267", "ca-gov-7927-105"]),
        random,
    )


@mutation
def an_unrelated_law(project: Project, random: Random) -> None:
    cite_otherwise(project, UNUSED_LAW, random)


@mutation
def another_law(project: Project, random: Random) -> None:
    changed_line(
        project,
        choose_user(project, random, "law"),
        "  - law:",
        f"  - law: {random.choice(['ala-code-iii', 'us-ada-ii', 'ca-gov-6267'])}",
    )


@mutation
def an_unsound_law(project: Project, random: Random) -> Repair:
    return broken(project, "data/laws.yml", with_nonsense(project, "us-ada-ii"))


@mutation
def an_unsound_unrelated_law(project: Project, random: Random) -> Repair:
    return broken(project, "data/laws.yml", with_nonsense(project, UNUSED_LAW))


@mutation
def a_register_of_laws_that_is_not_utf8(project: Project, random: Random) -> Repair:
    return broken_at_end(project, "data/laws.yml", b"# \xff\xfe\n")


@mutation
def a_register_of_laws_with_a_fault_of_writing(project: Project, random: Random) -> Repair:
    return broken_at_end(project, "data/laws.yml", b"broken: [\n")


@mutation
def a_law_that_stands_twice(project: Project, random: Random) -> Repair:
    return broken_at_end(project, "data/laws.yml", b"us-ada-ii:\n  kind: law\n")


@mutation
def the_register_of_laws_deleted(project: Project, random: Random) -> Repair:
    return deleted(project, "data/laws.yml")


@mutation
def the_label_of_a_term(project: Project, random: Random) -> None:
    name = random.choice(["situations", "topics", "data_categories", "vendor_categories"])
    changed_line(project, f"data/terms/{name}.yml", "    en:", f"    en: Label {number(random)}")


@mutation
def the_order_of_terms(project: Project, random: Random) -> None:
    lines = project.read("data/terms/situations.yml").rstrip("\n").split("\n")
    starts = [index for index, line in enumerate(lines) if line and not line.startswith((" ", "#"))]
    blocks = [
        "\n".join(lines[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    random.shuffle(blocks)
    project.write("data/terms/situations.yml", "\n".join([*lines[: starts[0]], *blocks]) + "\n")


@mutation
def a_term_missing(project: Project, random: Random) -> Repair:
    return broken_within(project, "data/terms/purposes.yml", "\nlending:\n", "\nlending-out:\n")
