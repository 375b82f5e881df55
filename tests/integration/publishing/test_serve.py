"""What a web coordinator does, in a copy of the project.

Look while editing, break something, fix it, and start a library.
"""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from tests.support.built_sites import by_class, parsed, text_of
from tests.support.previews import Preview, previewed
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.sources import strings
from tests.support.trees import contents

RECORD = "data/libraries/example.yml"
# How the two previews are started, and where they show the example library.
PREVIEWS = {
    "mkdocs": (("mkdocs", "serve", "--dev-addr", "{address}"), ""),
    "aviso": (("aviso.cli.main", "serve", "example", "--address", "{address}"), "example/"),
}


# MkDocs itself


@pytest.mark.parametrize("library", ["example", "example-branch"])
def test_mkdocs_build_strict_writes_the_site_that_aviso_publishes(project: Project, library: str):
    # Without LIBRARY, it is the example's.
    variables = {} if library == "example" else {"LIBRARY": library}
    done = project.run("mkdocs", "build", "--strict", environment=project.environment(**variables))
    assert (done.status, re.findall("^(?:WARNING|ERROR).*", done.stderr, re.MULTILINE)) == (0, [])
    project.build(library)
    by_mkdocs, by_aviso = (
        contents(project.root / "site"),
        contents(project.root / "public" / library),
    )
    by_mkdocs.pop("sitemap.xml.gz", None)
    by_aviso.pop(".aviso.json", None)
    assert sorted(by_mkdocs) == sorted(by_aviso)
    assert [name for name in by_aviso if by_mkdocs[name] != by_aviso[name]] == []


def test_mkdocs_build_fails_with_a_line_for_people_and_no_traceback(project: Project):
    project.replace(
        "data/libraries/example.yml",
        "email: privacy@example.org",
        "email: privacy at example.org",
        everywhere=True,
    )
    done = project.run("mkdocs", "build", "--strict")
    assert done.status != 0
    line = project.line_of(RECORD, "privacy at example.org")
    assert f"{RECORD}, line {line}" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


# Looking while editing


@pytest.mark.parametrize("kind", at_each_change(PREVIEWS, len(PREVIEWS)))
def test_a_preview_shows_each_edit_says_what_is_wrong_and_recovers(project: Project, kind: str):
    command, mount = PREVIEWS[kind]
    with previewed(project, *command, mount=mount) as preview:
        preview.shows("Example")
        assert "Ejemplo" in preview.page("es/")
        _edit_and_see(project, preview)
        _break_and_mend(project, preview)


def _edit_and_see(project: Project, preview: Preview) -> None:
    project.replace(
        "data/libraries/example.yml",
        "privacy@example.org",
        "new-address@example.org",
        everywhere=True,
    )
    preview.shows("mailto:new-address@example.org", "choices/")
    preview.shows("mailto:new-address@example.org", "es/opciones/")
    preview.calms_down()
    project.append("docs/example/en/choices.md", "\nA paragraph from the test.\n")
    preview.shows("<p>A paragraph from the test.</p>", "choices/")
    preview.calms_down()
    project.replace(
        "overrides/partials/footer.html",
        "<footer>",
        '<footer data-from="the-test">',
        everywhere=True,
    )
    preview.shows('<footer data-from="the-test">')
    preview.calms_down()
    project.replace(
        "overrides/locales/es.yml", "Saltar al contenido", "Saltar al texto", everywhere=True
    )
    preview.shows("Saltar al texto", "es/")


def _break_and_mend(project: Project, preview: Preview) -> None:
    project.replace(
        "data/libraries/example.yml",
        "email: new-address@example.org",
        "email: new-address at example.org",
        everywhere=True,
    )
    line = project.line_of(RECORD, "new-address at example.org")
    preview.wait_for(lambda: f"{RECORD}, line {line}" in preview.printed, "the problem")
    assert "Traceback" not in preview.printed
    # MkDocs lets the reader wait until the mistake is fixed; Aviso's own preview is tested below.
    assert preview.process.poll() is None
    project.replace(
        "data/libraries/example.yml",
        "email: new-address at example.org",
        "email: fixed@example.org",
        everywhere=True,
    )
    preview.shows("mailto:fixed@example.org", "choices/")


def test_the_preview_shows_what_is_wrong_in_the_place_of_the_page(project: Project):
    with previewed(
        project, "aviso.cli.main", "serve", "example", "--address", "{address}", mount="example/"
    ) as preview:
        project.replace(
            "docs/example/es/choices.md",
            "contact('email-removal').email",
            "contact('email-remval').email",
            everywhere=True,
        )
        preview.shows("docs/example/es/choices.md", "es/opciones/")
        text = text_of(parsed(preview.page("es/opciones/")))
        assert re.search(r"line \d+", text) and 'Did you mean "email-removal"?' in text
        project.replace(
            "docs/example/es/choices.md",
            "contact('email-remval').email",
            "contact('email-removal').email",
            everywhere=True,
        )
        preview.shows("Quite su correo", "es/opciones/")


def test_the_preview_follows_an_edit_of_the_markdown_extensions(project: Project):
    project.append("docs/example/en/cookies.md", "\nOf a test\nand another.\n")
    with previewed(
        project, "aviso.cli.main", "serve", "example", "--address", "{address}", mount="example/"
    ) as preview:
        preview.shows("Of a test", "cookies/")
        assert "Of a test<br" not in preview.page("cookies/")
        project.replace("mkdocs.yml", "  - sane_lists\n", "  - sane_lists\n  - nl2br\n")
        preview.shows("Of a test<br", "cookies/")


def test_aviso_serve_shows_another_library_and_its_page_not_found(project: Project):
    with previewed(
        project, "aviso.cli.main", "serve", "oak", "--address", "{address}", mount="oak/"
    ) as preview:
        preview.shows("Library of oak")
        assert "Biblioteca de oak" in preview.page("es/")
        assert f"Look at {preview.address}" in preview.printed


# The walk of a new coordinator


def test_a_changed_address_stands_in_both_languages(published: Project):
    published.replace(
        "data/libraries/example.yml", "accounts@example.org", "cards@example.org", everywhere=True
    )
    published.build("example")
    for page in ("example/choices", "example/es/opciones"):
        assert '<a href="mailto:cards@example.org">cards@example.org</a>' in _without_classes(
            published.page(page)
        )
    everything = b"".join(contents(published.root / "public/example").values())
    assert b"accounts@example.org" not in everything


def _without_classes(html: str) -> str:
    return re.sub(r' class="[^"]*"', "", html)


def test_a_new_vendor_has_a_row_in_both_tables(project: Project):
    done = project.aviso("new", "vendor", "reading-room")
    assert done.status == 0 and "written: data/vendors/reading-room.yml" in done.stdout
    project.replace(
        "data/libraries/example.yml",
        "\nvendors:\n",
        "\nvendors:\n  - vendor: reading-room\n    state: not-verified\n",
        everywhere=True,
    )
    project.build("example")
    for locale, page in (("en", "example/companies"), ("es", "example/es/companias")):
        table, row = next(
            (table, row)
            for table in parsed(project.page(page)).iter("table")
            for row in table.iter("tr")
            if row.get("id") == "reading-room"
        )
        assert text_of(row.find("th")).startswith("Reading Room")
        # Nobody knows yet what it receives.
        assert text_of(table.find("caption")) == strings(locale)["vendors.also"]


def test_a_new_paragraph_is_shown_in_both_languages(project: Project):
    project.append("docs/example/en/cookies.md", "\nOur new counter is at the door.\n")
    project.append("docs/example/es/cookies.md", "\nNuestro mostrador nuevo está en la entrada.\n")
    project.build("example")
    assert "<p>Our new counter is at the door.</p>" in project.page("example/cookies")
    assert "<p>Nuestro mostrador nuevo está en la entrada.</p>" in project.page(
        "example/es/cookies"
    )


def test_a_forgotten_spanish_page_is_reported_and_nothing_changes(published: Project):
    before = contents(published.root / "public")
    head = "---\ntitle: Meeting rooms\ndescription: What we keep when you book a room.\n---\n"
    published.write("docs/example/en/rooms.md", f"{head}# Meeting rooms\n\nText.\n")
    for arguments in (("check",), ("check", "example")):
        done = published.aviso(*arguments)
        assert done.status == 0 and "warning" in done.stdout
        assert re.search(
            r"docs/example/en/rooms\.md, line \d+: .*docs/example/es/rooms\.md",
            done.stdout + done.stderr,
        ), done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
    assert contents(published.root / "public") == before


# A library of one's own


def test_a_new_library_is_clean_at_once(project: Project):
    done = project.aviso("new", "library", "my-town", "--from-model")
    assert done.status == 0, done.stderr
    assert {
        "data/libraries/my-town.yml",
        "docs/my-town/en/index.md",
        "docs/my-town/es/index.md",
    } <= set(re.findall(r"written: (\S+)", done.stdout))
    assert "my-town" in done.stdout.splitlines()[-1]
    checked = project.aviso("check", "--format", "json")
    assert [one["rule"] for one in json.loads(checked.stdout)] == ["facts/not-yet-own"]
    assert checked.status == 0
    project.build("my-town")
    for page in ("my-town", "my-town/es"):
        document = parsed(project.page(page))
        assert [
            each.get("content") for each in document.iter("meta") if each.get("name") == "robots"
        ] == ["noindex"]
        assert len(by_class(document, "state")) == 1
        canonical = next(
            link.get("href") for link in document.iter("link") if link.get("rel") == "canonical"
        )
        assert canonical == f"https://notices.example.org/{page}/"


def test_a_new_library_stands_on_the_front_page_after_a_build_of_all(published: Project):
    published.aviso("new", "library", "my-town", "--from-model")
    published.build()
    for page in ("", "es"):
        links = [
            link.get("href")
            for each in by_class(parsed(published.page(page)), "libraries")
            for link in each.iter("a")
        ]
        assert [link for link in links if "my-town" in link] == [
            "../my-town/es/" if page else "my-town/"
        ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "library", "example"), "already exists"),
        (("new", "library", "My Town"), "lowercase letters"),
        (("new", "vendor", "hoopla"), "already exists"),
        (("build", "exampel"), 'Did you mean "example"?'),
        (("serve", "exampel"), 'Did you mean "example"?'),
    ],
)
def test_a_command_that_cannot_be_done_says_why_and_changes_nothing(
    project: Project, arguments: tuple[str, ...], said: str
):
    before = contents(project.root)
    done = project.aviso(*arguments)
    assert done.status == 2
    assert said in unescape(" ".join((done.stdout + done.stderr).split()))
    assert "Traceback" not in done.stderr
    assert set(contents(project.root)) == set(before)
