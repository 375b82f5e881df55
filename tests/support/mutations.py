"""Changes that somebody may make to a project, or to what is published, between two builds.

Each is drawn at random.

A mutation changes the project and returns, if it broke something, the function that repairs it.
Every mutation carries on with whatever earlier ones left.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.support.damage import DAMAGES
from tests.support.project import LOCALES, Project
from tests.support.tiny_library import LOGO
from tests.support.trees import STAMP

Repair = Callable[[], None]
Mutation = Callable[[Project, Random], "Repair | None"]
MUTATIONS: list[Mutation] = []
UNUSED_VENDOR, UNUSED_LAW = "brainfuse", "us-patriot"
VENDORS = ("hoopla", "kanopy", "gale")
COLORS = ("#14594f", "#8a3b12", "#5b3a8c", "#2b3a55")


def mutation(function: Mutation) -> Mutation:
    """Put a function on the list."""
    MUTATIONS.append(function)
    return function


def apply(mutation: Mutation, project: Project, random: Random) -> Repair | None:
    """Apply a mutation, as far as what earlier ones broke leaves it anything to change."""
    try:
        return mutation(project, random)
    except (LookupError, StopIteration, UnicodeDecodeError, FileNotFoundError):
        return None


def prepare(project: Project) -> None:
    """Two systems, a member, two libraries; a vendor and a law that nobody uses."""
    project.add_tiny("alpha", "hoopla", "ala-code-iii", kind="system")
    project.add_tiny("delta", "kanopy", "ca-gov-6267", kind="system")
    project.add_member("alpha-branch", "alpha")
    project.add_tiny("beta", "gale", "us-ada-ii")
    project.add_logo("beta")
    project.add_vendor(UNUSED_VENDOR)


def own_libraries(project: Project) -> list[str]:
    """The libraries that have pages of their own."""
    return [library for library in project.libraries if project.path(f"docs/{library}/en").is_dir()]


def own_page(project: Project, random: Random) -> str:
    """A page that stands in a library's own folder."""
    library = random.choice(own_libraries(project))
    name = random.choice(
        sorted(path.stem for path in project.path(f"docs/{library}/en").glob("*.md"))
    )
    return f"docs/{library}/{random.choice(LOCALES)}/{name}.md"


def record(project: Project, random: Random, of: Callable[[str], bool] = lambda text: True) -> str:
    """A library's file."""
    files = [f"data/libraries/{library}.yml" for library in project.libraries]
    return random.choice([file for file in files if of(project.read(file))])


def add_line(project: Project, name: str, line: str) -> None:
    """Add a line at the end of a file."""
    project.write(name, f"{project.read(name).rstrip()}\n\n{line}\n")


def number(random: Random) -> int:
    """A number that hardly comes twice."""
    return random.randrange(10**9)


def changed_line(project: Project, name: str, begin: str, new: str) -> str:
    """Replace the first line that begins so; return what it was."""
    lines = project.read(name).split("\n")
    index = next(index for index, line in enumerate(lines) if line.startswith(begin))
    old, lines[index] = lines[index], new
    project.write(name, "\n".join(lines))
    return old


def broken(project: Project, name: str, content: bytes) -> Repair:
    """Write something unsound.

    The repair puts back what was there, unless the file has gone since.
    """
    path = project.path(name)
    before = path.read_bytes()
    path.write_bytes(content)

    def repair() -> None:
        if path.exists():
            path.write_bytes(before)

    return repair


# Translations


def record_of(project: Project, random: Random) -> str:
    """The record of a library's texts, or of the shared ones."""
    return f"data/translations/{random.choice([*project.libraries, 'shared'])}.json"


@mutation
def a_confirmation_of_what_has_changed_since(project: Project, random: Random) -> None:
    """One language is as it was confirmed, the other is not.

    It is so for a text of the data and a section of a page.
    """
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
    """Note of a vendor whose policy was reviewed in 2024 that it is no longer the same."""
    if "reviewed_on:" not in project.read(f"data/vendors/{vendor}.yml").replace(
        "so reviewed_on", ""
    ):
        add_line(project, f"data/vendors/{vendor}.yml", "reviewed_on: 2024-01-02")
    project.write("data/watch.yml", WATCHED.format(vendor=vendor, state=state, since=since))


@mutation
def a_policy_seen_to_have_changed(project: Project, random: Random) -> None:
    vendor = random.choice(sorted(path.stem for path in project.path("data/vendors").glob("*.yml")))
    see_policy_changed(
        project,
        vendor,
        f"2026-01-{random.randrange(10, 29)}",
        random.choice(["changed", "unchanged", "other-language"]),
    )


@mutation
def the_register_of_policies_gone(project: Project, random: Random) -> None:
    project.path("data/watch.yml").unlink(missing_ok=True)


# Pages


@mutation
def a_word_in_a_page(project: Project, random: Random) -> None:
    add_line(project, own_page(project, random), f"Word {number(random)}.")


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
    add_line(
        project,
        f"docs/_shared/{random.choice(LOCALES)}/vendor-states.md",
        f"Word {number(random)}.",
    )


@mutation
def a_shared_text_that_none_includes(project: Project, random: Random) -> None:
    add_line(
        project,
        f"docs/_shared/{random.choice(LOCALES)}/cookies-explained.md",
        f"Word {number(random)}.",
    )


@mutation
def a_shared_text_deleted(project: Project, random: Random) -> Repair:
    path = project.path(f"docs/_shared/{random.choice(LOCALES)}/vendor-states.md")
    text = path.read_bytes()
    path.unlink()
    return lambda: path.write_bytes(text) and None


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
    add_line(
        project,
        f"docs/_pages/{random.choice(LOCALES)}/{random.choice(['about', 'laws', 'search'])}.md",
        f"Word {number(random)}.",
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
    add_line(project, f"docs/_front/{random.choice(LOCALES)}/index.md", f"Word {number(random)}.")


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
    name = own_page(project, random)
    return broken(project, name, project.path(name).read_bytes() + b"\n{{ no_such_thing() }}\n")


@mutation
def a_page_that_is_not_utf8(project: Project, random: Random) -> Repair:
    name = own_page(project, random)
    return broken(project, name, project.path(name).read_bytes() + b"\n\xff\xfe\n")


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
    name = own_page(project, random)
    return broken(project, name, project.path(name).read_bytes() + b"\n<!-- note to myself -->\n")


# Records


@mutation
def a_vendors_service(project: Project, random: Random) -> None:
    vendors = sorted(path.stem for path in project.path("data/vendors").glob("*.yml"))
    name = f"data/vendors/{random.choice(vendors)}.yml"
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
    vendor = random.choice(VENDORS)
    project.add_vendor(vendor)
    changed_line(
        project,
        record(project, random, lambda text: "- vendor:" in text),
        "  - vendor:",
        f"  - vendor: {vendor}",
    )


@mutation
def an_unknown_vendor(project: Project, random: Random) -> Repair:
    name = record(project, random, lambda text: "- vendor:" in text)
    return broken(
        project, name, project.read(name).replace("  - vendor: ", "  - vendor: un").encode()
    )


def cite_otherwise(project: Project, law: str, random: Random) -> None:
    """Change how a law is cited, also where the register is broken already.

    It is broken by a word that it does not know or by bytes.
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
    name = record(project, random, lambda text: "- law:" in text)
    changed_line(
        project,
        name,
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
    return broken(
        project, "data/laws.yml", project.path("data/laws.yml").read_bytes() + b"# \xff\xfe\n"
    )


@mutation
def a_register_of_laws_with_a_fault_of_writing(project: Project, random: Random) -> Repair:
    return broken(
        project, "data/laws.yml", project.path("data/laws.yml").read_bytes() + b"broken: [\n"
    )


@mutation
def a_law_that_stands_twice(project: Project, random: Random) -> Repair:
    return broken(
        project,
        "data/laws.yml",
        project.path("data/laws.yml").read_bytes() + b"us-ada-ii:\n  kind: law\n",
    )


@mutation
def the_register_of_laws_deleted(project: Project, random: Random) -> Repair:
    path = project.path("data/laws.yml")
    content = path.read_bytes()
    path.unlink()
    return lambda: path.write_bytes(content) and None


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
    return broken(
        project,
        "data/terms/purposes.yml",
        project.read("data/terms/purposes.yml")
        .replace("\nlending:\n", "\nlending-out:\n")
        .encode(),
    )


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
    name = record(project, random, lambda text: "\nsystem: " in text)
    old = next(line for line in project.read(name).split("\n") if line.startswith("system:"))
    changed_line(project, name, "system:", "system: delta" if "alpha" in old else "system: alpha")


@mutation
def an_unsound_member(project: Project, random: Random) -> Repair:
    name = record(project, random, lambda text: "\nsystem: " in text)
    return broken(
        project,
        name,
        project.read(name)
        .replace("publication: {state: draft}", "publication: {state: drafty}")
        .encode(),
    )


@mutation
def an_unreadable_member(project: Project, random: Random) -> Repair:
    name = record(project, random, lambda text: "\nsystem: " in text)
    return broken(project, name, project.path(name).read_bytes() + b"\xff\n")


@mutation
def an_unsound_library(project: Project, random: Random) -> Repair:
    name = record(project, random)
    return broken(project, name, project.path(name).read_bytes() + b"broken: [\n")


@mutation
def a_system_that_is_none(project: Project, random: Random) -> Repair:
    return broken(
        project,
        "data/libraries/alpha.yml",
        project.read("data/libraries/alpha.yml").replace("kind: system", "kind: library").encode(),
    )


@mutation
def a_logo(project: Project, random: Random) -> None:
    project.write(
        "docs/beta/assets/logo.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>'
        f"{number(random)}</title></svg>\n",
    )


@mutation
def a_picture_of_a_system(project: Project, random: Random) -> None:
    project.write(
        "docs/alpha/assets/map.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>'
        f"{number(random)}</title></svg>\n",
    )


@mutation
def no_logo(project: Project, random: Random) -> Repair:
    path = project.path("docs/beta/assets/logo.svg")
    content = path.read_bytes()
    path.unlink()
    return lambda: path.write_bytes(content) and None


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


# What is published


def site_folder(project: Project, random: Random) -> Path:
    """The folder of a library that is published."""
    return random.choice(sorted(path.parent for path in project.public.glob(f"*/{STAMP}")))


def published_file(folder: Path, random: Random) -> Path:
    """A file of a published site."""
    return random.choice(
        sorted(path for path in folder.rglob("*") if path.is_file() and path.name != STAMP)
    )


@mutation
def a_published_file_deleted(project: Project, random: Random) -> None:
    published_file(site_folder(project, random), random).unlink()


@mutation
def a_published_file_cut_short(project: Project, random: Random) -> None:
    path = published_file(site_folder(project, random), random)
    path.write_bytes(path.read_bytes()[:-1])


@mutation
def a_published_file_changed(project: Project, random: Random) -> None:
    path = published_file(site_folder(project, random), random)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@mutation
def a_published_file_replaced_by_a_folder(project: Project, random: Random) -> None:
    path = published_file(site_folder(project, random), random)
    path.unlink()
    path.mkdir()


@mutation
def a_published_site_deleted(project: Project, random: Random) -> None:
    shutil.rmtree(site_folder(project, random))


@mutation
def a_published_stamp_deleted(project: Project, random: Random) -> None:
    (site_folder(project, random) / STAMP).unlink()


@mutation
def a_published_stamp_damaged(project: Project, random: Random) -> None:
    stamp = random.choice([site_folder(project, random), project.public]) / STAMP
    value = json.loads(stamp.read_bytes())
    value[random.choice(sorted(value))] = random.choice([None, [], 7, {}, "text"])
    stamp.write_text(random.choice([json.dumps(value), "{", "[]", '"text"', "null", "{}"]), "utf-8")


@mutation
def a_file_of_the_front_page_deleted(project: Project, random: Random) -> None:
    (
        project.public
        / random.choice(["index.html", "404.html", "es/index.html", "assets/search.js"])
    ).unlink()


@mutation
def a_file_of_the_front_page_changed(project: Project, random: Random) -> None:
    path = project.public / random.choice(
        ["index.html", "404.html", "es/index.html", "assets/notice.css"]
    )
    path.write_bytes(path.read_bytes()[::-1])


@mutation
def the_page_cache_lost(project: Project, random: Random) -> None:
    shutil.rmtree(project.path(".aviso"), ignore_errors=True)


def damage_files(paths: list[Path], random: Random) -> None:
    """Harm some of the files, each in a way of its own."""
    names = [name for name in DAMAGES if "pipe" not in name and "link" not in name]
    for path in random.sample(paths, min(len(paths), 5)):
        if path.is_file():
            DAMAGES[random.choice(names)](path, random.choice(paths), random)


@mutation
def caches_damaged(project: Project, random: Random) -> None:
    damage_files(
        sorted(path for path in project.path(".aviso").rglob("*.*") if path.is_file()), random
    )
    a_word_in_a_page(project, random)


@mutation
def the_stamps_of_libraries_damaged(project: Project, random: Random) -> None:
    damage_files(sorted(project.public.glob(f"*/{STAMP}")), random)


@mutation
def a_picture_with_an_odd_name(project: Project, random: Random) -> Repair:
    library = random.choice(own_libraries(project))
    name = random.choice(["a#b.svg", "a?b.svg", "a%41.svg", "a b.svg", "señal.svg", "icon.svg"])
    path = project.write(f"docs/{library}/assets/{name}", LOGO)
    page = f"docs/{library}/en/collect.md"
    repair = broken(
        project, page, f"{project.read(page)}\n![A sign](<../assets/{name}>)\n".encode()
    )

    def repair_both() -> None:
        repair()
        path.unlink(missing_ok=True)

    return repair_both


@mutation
def an_attribute_list(project: Project, random: Random) -> Repair:
    name = own_page(project, random)
    lists = ["{: .note important }", "{: hidden }", "{: #x }", "{: lang=es }", "{: onclick=x }"]
    text = f"{project.read(name).rstrip()}\n\nA note.\n{random.choice(lists)}\n"
    return broken(project, name, text.encode())


@mutation
def everything_deleted(project: Project, random: Random) -> None:
    shutil.rmtree(project.public)
