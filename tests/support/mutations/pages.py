"""Changes of pages and shared texts."""

from __future__ import annotations

from random import Random

from tests.support.mutations.steps import (
    Repair,
    add_word,
    broken_at_end,
    changed_line,
    deleted,
    mutation,
    number,
    own_libraries,
    own_page,
)
from tests.support.project import LOCALES, Project
from tests.support.tiny_library import LOGO


@mutation
def a_word_in_a_page(project: Project, random: Random) -> None:
    add_word(project, own_page(project, random), random)


@mutation
def a_title(project: Project, random: Random) -> None:
    changed_line(project, own_page(project, random), "title:", f"title: Title {number(random)}")


def new_pages(project: Project, folder: str, random: Random, name: str) -> None:
    """Write a page in both languages."""
    for locale in LOCALES:
        project.write(
            f"docs/{folder}/{locale}/{name}.md",
            f"---\ntitle: {name}\ndescription: Of {name}.\n---\n# {name}\n\n"
            f"Text {number(random)} of {locale}.\n",
        )


@mutation
def a_page_added(project: Project, random: Random) -> None:
    new_pages(project, random.choice(own_libraries(project)), random, f"extra-{number(random)}")


@mutation
def a_page_deleted(project: Project, random: Random) -> None:
    library = random.choice(own_libraries(project))
    extra = sorted(project.path(f"docs/{library}/en").glob("extra-*.md"))
    if not extra:
        new_pages(project, library, random, "extra-short-lived")
        return a_page_deleted_again(project, library, "extra-short-lived")
    return a_page_deleted_again(project, library, random.choice(extra).stem)


def a_page_deleted_again(project: Project, library: str, name: str) -> None:
    for locale in LOCALES:
        project.path(f"docs/{library}/{locale}/{name}.md").unlink()


@mutation
def a_page_of_ones_own_in_the_place_of_a_common_one(project: Project, random: Random) -> None:
    library = random.choice(own_libraries(project))
    for locale in LOCALES:
        text = project.read(f"docs/_pages/{locale}/laws.md")
        project.write(
            f"docs/{library}/{locale}/laws.md", f"{text}\nOf our own, {number(random)}.\n"
        )


@mutation
def the_common_one_again(project: Project, random: Random) -> None:
    for path in project.path("docs").glob("[a-z]*/*/laws.md"):
        path.unlink()


@mutation
def a_page_in_one_language_only(project: Project, random: Random) -> Repair:
    library = random.choice(own_libraries(project))
    path = project.path(f"docs/{library}/es/lonely.md")
    counterpart = path.parent.parent / "en" / path.name
    new_pages(project, library, random, "lonely")
    path.unlink()
    return lambda: counterpart.unlink(missing_ok=True)


@mutation
def a_page_renamed(project: Project, random: Random) -> None:
    library, name = random.choice(own_libraries(project)), f"extra-{number(random)}"
    new_pages(project, library, random, name)
    for locale in LOCALES:
        project.path(f"docs/{library}/{locale}/{name}.md").rename(
            project.path(f"docs/{library}/{locale}/{name}-b.md")
        )


@mutation
def a_shared_text(project: Project, random: Random) -> None:
    add_word(project, f"docs/_shared/{random.choice(LOCALES)}/vendor-states.md", random)


@mutation
def a_shared_text_that_none_includes(project: Project, random: Random) -> None:
    add_word(project, f"docs/_shared/{random.choice(LOCALES)}/cookies-explained.md", random)


@mutation
def a_shared_text_deleted(project: Project, random: Random) -> Repair:
    return deleted(project, f"docs/_shared/{random.choice(LOCALES)}/vendor-states.md")


@mutation
def a_shared_text_included_in_the_place_of_another(project: Project, random: Random) -> None:
    library = random.choice(own_libraries(project))
    for locale in LOCALES:
        name = f"docs/{library}/{locale}/companies.md"
        text = project.read(name)
        old, new = random.sample(["vendor-states", "vague-retention"], 2)
        project.write(name, text.replace(f"shared('{old}')", f"shared('{new}')"))


@mutation
def a_common_page(project: Project, random: Random) -> None:
    add_word(
        project,
        f"docs/_pages/{random.choice(LOCALES)}/{random.choice(['about', 'laws', 'search'])}.md",
        random,
    )


@mutation
def a_common_page_added(project: Project, random: Random) -> None:
    new_pages(project, "_pages", random, f"common-{number(random)}")


@mutation
def a_common_page_deleted(project: Project, random: Random) -> None:
    for path in project.path("docs/_pages").glob("*/common-*.md"):
        path.unlink()


@mutation
def the_front_page(project: Project, random: Random) -> None:
    add_word(project, f"docs/_front/{random.choice(LOCALES)}/index.md", random)


@mutation
def a_page_of_the_front_added(project: Project, random: Random) -> None:
    new_pages(project, "_front", random, f"front-{number(random)}")


@mutation
def the_pages_of_the_front_deleted(project: Project, random: Random) -> None:
    new_pages(project, "_front", random, "front-short-lived")
    for path in project.path("docs/_front").glob("*/front-*.md"):
        path.unlink()


@mutation
def an_unknown_placeholder(project: Project, random: Random) -> Repair:
    return broken_at_end(project, own_page(project, random), b"\n{{ no_such_thing() }}\n")


@mutation
def a_page_that_is_not_utf8(project: Project, random: Random) -> Repair:
    return broken_at_end(project, own_page(project, random), b"\n\xff\xfe\n")


@mutation
def a_page_that_became_a_link(project: Project, random: Random) -> Repair:
    path = project.path(own_page(project, random))
    content, elsewhere = path.read_bytes(), project.path(f"elsewhere-{number(random)}.md")
    elsewhere.write_bytes(content)
    path.unlink()
    path.symlink_to(elsewhere)

    def repair() -> None:
        if path.is_symlink():
            path.unlink()
            path.write_bytes(content)

    return repair


@mutation
def a_comment_in_a_page(project: Project, random: Random) -> Repair:
    """HTML, which is not allowed."""
    return broken_at_end(project, own_page(project, random), b"\n<!-- note to myself -->\n")


@mutation
def a_picture_with_an_odd_name(project: Project, random: Random) -> Repair:
    library = random.choice(own_libraries(project))
    name = random.choice(["a#b.svg", "a?b.svg", "a%41.svg", "a b.svg", "señal.svg", "icon.svg"])
    path = project.write(f"docs/{library}/assets/{name}", LOGO)
    page = f"docs/{library}/en/collect.md"
    repair = broken_at_end(project, page, f"\n![A sign](<../assets/{name}>)\n".encode())

    def repair_both() -> None:
        repair()
        path.unlink(missing_ok=True)

    return repair_both


@mutation
def an_attribute_list(project: Project, random: Random) -> Repair:
    name = own_page(project, random)
    lists = ["{: .note important }", "{: hidden }", "{: #x }", "{: lang=es }", "{: onclick=x }"]
    return broken_at_end(project, name, f"\n\nA note.\n{random.choice(lists)}\n".encode())
