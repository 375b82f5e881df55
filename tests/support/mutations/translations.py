"""Changes of the records of translations and policies."""

from __future__ import annotations

import json
from random import Random

from tests.support.mutations.steps import add_line, choose_vendor, mutation, number, own_libraries
from tests.support.project import LOCALES, Project

# Translations


def record_of(project: Project, random: Random) -> str:
    """The record of a library's texts, or of the shared ones."""
    return f"data/translations/{random.choice([*project.libraries, 'shared'])}.json"


@mutation
def a_confirmation_of_what_has_changed_since(project: Project, random: Random) -> None:
    """Change one language after both were confirmed: a text of the data and a section of a page."""
    library = random.choice(own_libraries(project))
    texts = {
        "name": {"on": "2026-01-02", "en": ["Another name."], "es": [f"Biblioteca de {library}"]}
    }
    project.write(
        f"data/translations/{library}.json",
        json.dumps(
            texts | {"index": {"on": "2026-01-02", "en": [f"Old {number(random)}."], "es": ["X."]}}
        ),
    )


@mutation
def a_confirmation_of_a_shared_text(project: Project, random: Random) -> None:
    entry = {"on": f"2026-01-{random.randrange(10, 29)}", "en": ["Old."], "es": ["Gratis"]}
    project.write("data/translations/shared.json", json.dumps({"_shared/vendor-states": entry}))


@mutation
def a_record_of_translations_gone(project: Project, random: Random) -> None:
    project.path(record_of(project, random)).unlink(missing_ok=True)


@mutation
def a_page_in_one_language(project: Project, random: Random) -> None:
    project.write(
        f"docs/{random.choice(own_libraries(project))}/{random.choice(LOCALES)}/extra-alone.md",
        f"---\ntitle: Alone\ndescription: Alone.\n---\n# Alone {number(random)}\n",
    )


WATCHED = """\
{vendor}:
  en: {{address: "https://www.example.org/privacy", language: en, read_on: 2026-01-02, \
words: 9, sentences: 0a1b2c3d, state: {state}, since: {since}}}
"""


def see_policy_changed(project: Project, vendor: str, since: str, state: str = "changed") -> None:
    """Record that a vendor's policy, reviewed in 2024, has changed."""
    if "reviewed_on:" not in project.read(f"data/vendors/{vendor}.yml").replace(
        "so reviewed_on", ""
    ):
        add_line(project, f"data/vendors/{vendor}.yml", "reviewed_on: 2024-01-02")
    project.write("data/watch.yml", WATCHED.format(vendor=vendor, state=state, since=since))


@mutation
def a_policy_seen_to_have_changed(project: Project, random: Random) -> None:
    see_policy_changed(
        project,
        choose_vendor(project, random),
        f"2026-01-{random.randrange(10, 29)}",
        random.choice(["changed", "unchanged", "other-language"]),
    )


@mutation
def the_register_of_policies_gone(project: Project, random: Random) -> None:
    project.path("data/watch.yml").unlink(missing_ok=True)
