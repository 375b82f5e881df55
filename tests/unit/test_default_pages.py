"""A library without a page of its own has a whole site, made of its facts in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aviso.build.assemble import assemble_site
from aviso.checks.suite import check_all
from aviso.content.pages import EVERY_LIBRARY
from aviso.core.package import VARIABLE
from aviso.core.project import Project
from aviso.model.library import Library
from aviso.site.site import Site
from tests.support.begun_projects import TOWN, environment, everything_in, init
from tests.support.paths import ROOT

ALWAYS = {"index", "about", "this-site", "search", "accessibility"}
HEADING = re.compile(r"<h[1-6][^>]*>.*?</h[1-6]>", re.DOTALL)
FACTS = """\
contacts:
  - {id: desk, role: {en: Questions, es: Preguntas}, email: desk@my-town.gov}
documents:
  - id: policy-1
    title: {en: Privacy Policy, es: Política de privacidad}
    label: {en: Policy 1, es: Política 1}
    kind: policy
    status: in-force
    effective: 2026-02-01
    statements:
      - {id: MT-01, text: {en: Images are kept 14 days., es: Las imágenes se guardan 14 días.}}
    revisions:
      - {effective: 2026-02-01, text: {en: It is new., es: Es nueva.}}
practices:
  - id: images
    situation: cameras
    title: {en: Cameras at the doors, es: Cámaras en las puertas}
    data: [images]
    note: {en: We film the doors., es: Filmamos las puertas.}
    retention: {period: 14 days}
    optional: "yes"
    source: [MT-01]
commitments:
  - {id: sold, topic: selling, text: {en: We sell nothing., es: No vendemos nada.}}
  - id: kept
    topic: records
    headline: false
    text: {en: We keep little., es: Guardamos poco.}
  - {id: safe, topic: security, text: {en: We lock doors., es: Cerramos las puertas.}}
  - {id: young, topic: children, text: {en: We ask parents., es: Preguntamos a los padres.}}
  - {id: small-files, topic: cookies, text: {en: One cookie., es: Una sola cookie.}}
  - {id: counted, topic: tracking, text: {en: Nobody counts., es: Nadie cuenta.}}
  - {id: mail, topic: email, text: {en: Mail is private., es: El correo es privado.}}
  - {id: told, topic: sharing, text: {en: We tell nobody., es: No informamos a nadie.}}
disclosures:
  - id: court
    recipient: court
    condition: {en: When a judge orders it., es: Cuando lo ordena un juez.}
age_rules:
  - id: young-ones
    to_age: 12
    who: {en: A parent, es: El padre o la madre}
    must_show: {en: A card, es: Una tarjeta}
    may_see: {en: What is due, es: Lo que hay que devolver}
    never: {en: Questions, es: Las preguntas}
procedures:
  - id: officers
    title: {en: If an officer comes, es: Si viene un agente}
    requested_by: law-enforcement
    steps: [{actor: {en: Staff, es: El personal}, text: {en: call the Director., es: llama.}}]
  - id: own-record
    title: {en: See your record, es: Vea su registro}
    requested_by: patron
    steps: [{actor: {en: You, es: Usted}, text: {en: ask at the desk., es: pregunta.}}]
vendors:
  - {vendor: hoopla, state: not-verified}
laws:
  - {law: ala-code-iii}
quick_answers:
  - question: {en: Who films?, es: ¿Quién filma?}
    answer: {en: We do., es: Nosotros.}
    link: collect.md#cameras
"""
# Where each fact is shown, in English.
PLACES = {
    "index": ("Policy\u00a01", "Who films?", "We sell nothing.", "desk@my-town.gov"),
    "collect": ("We film the doors.", "We keep little.", "When you appear in library video"),
    "cookies": ("One cookie.", "Nobody counts."),
    "companies": ("hoopla", "We tell nobody."),
    "children": ("Under 13", "We ask parents."),
    "requests": ("When a judge orders it.", "If an officer comes", "call the Director."),
    "choices": ("Cameras at the doors", "Mail is private.", "See your record", "We lock doors."),
    "laws": ("Code of Ethics",),
    "documents": ("Images are kept 14 days.", "It is new."),
}


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with the eight facts of one library, over what comes with Aviso."""
    monkeypatch.setenv(VARIABLE, str(ROOT))
    assert init(tmp_path / "town", *TOWN, "--state", "Minnesota").exit_code == 0
    yield tmp_path / "town"


def add_facts(town: Path, facts: str = FACTS) -> None:
    record = town / "data/libraries/my-town.yml"
    record.write_text(f"{record.read_text('utf-8')}{facts}", "utf-8")


def open_site(town: Path) -> Site:
    return assemble_site(Project(town), "my-town")


def run(folder: Path, module: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def find_empty_parts(html: str) -> list[str]:
    """Return headings with nothing below them, and lists and tables without an entry."""
    main = re.sub(r"(</h[2-6]>)\s*<a .*?</a>", r"\1", html, flags=re.DOTALL)
    bare = [
        heading[0]
        for heading in HEADING.finditer(main)
        if re.match(r"\s*(?:<h[12]|\Z)", main[heading.end() :]) and "<h1" not in heading[0]
    ]
    return bare + re.findall(r"<(?:ul|ol|dl|tbody|table)[^>]*>\s*</", main)


def test_eight_facts_make_a_whole_site_without_a_page(town: Path) -> None:
    assert not (town / "docs/my-town").exists()
    assert [str(one) for one in check_all(Project(town)) if one.rule != "facts/not-yet-own"] == []
    site = open_site(town)
    for locale in ("en", "es"):
        assert {name for at, name in site.pages if at == locale} == ALWAYS
        assert [entry.name for entry in site.list_outline(locale)] == [
            name for at, name in site.sources if at == locale
        ]
    for page in site.pages.values():
        assert find_empty_parts(page.html) == []
    assert "does not say yet what the library keeps" in site.pages["en", "index"].html
    assert "todavía no dice qué guarda" in site.pages["es", "index"].html


def test_each_fact_is_shown_where_it_belongs(town: Path) -> None:
    add_facts(town)
    assert [str(one) for one in check_all(Project(town)) if one.rule != "facts/not-yet-own"] == []
    site = open_site(town)
    assert {name for at, name in site.pages if at == "es"} == ALWAYS | PLACES.keys()
    shown = {
        name: [words for words in places if words not in site.pages["en", name].html]
        for name, places in PLACES.items()
    }
    assert {name: words for name, words in shown.items() if words} == {}
    assert "does not say yet what" not in site.pages["en", "index"].html
    for page in site.pages.values():
        assert find_empty_parts(page.html) == []


KINDS = sorted(set(re.findall(r"^(\w+):$", FACTS, re.MULTILINE)) - {"quick_answers"})


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_of_fact_alone_makes_sound_pages(town: Path, kind: str) -> None:
    """Any part of the facts is a whole site too: what links to others finds them."""
    documents = re.search(r"^documents:\n(?:[ -].*\n)+", FACTS, re.MULTILINE)
    own = re.search(rf"^{kind}:\n(?:[ -].*\n)+", FACTS, re.MULTILINE)
    assert documents and own
    cites = "MT-01" in own[0] and kind != "documents"
    add_facts(town, own[0] + (documents[0] if cites else ""))
    errors = [one for one in check_all(Project(town)) if one.severity == "error"]
    assert [str(one) for one in errors] == []
    site = open_site(town)
    for page in site.pages.values():
        assert find_empty_parts(page.html) == []
    assert kind in Library.model_fields


def test_the_built_site_leads_to_no_page_that_is_not_made(town: Path) -> None:
    add_facts(town, FACTS[: FACTS.index("documents:")])
    run(town, "aviso.cli.main", "build", "--jobs", "1")
    made = {path.parent.name for path in (town / "public/my-town").glob("*/index.html")}
    assert {"choices", "about"} <= made and "collect" not in made
    for path in (town / "public/my-town").rglob("*.html"):
        for href in re.findall(r'href="(?![a-z]+:|#|/)([^"#]+)', path.read_text("utf-8")):
            target = (path.parent / href).resolve()
            assert (target / "index.html").is_file() or target.is_file(), (path, href)


def test_every_engine_makes_the_same_of_it(town: Path) -> None:
    add_facts(town)
    for locale in ("en", "es"):
        (town / f"docs/my-town/{locale}").mkdir(parents=True)
        (town / f"docs/my-town/{locale}/_after-collect-cameras.md").write_text("No sound.\n")
    run(town, "aviso.cli.main", "build", "--jobs", "1")
    ours = everything_in(town / "public/my-town")
    ours.pop(".aviso.json")
    for engine in ("mkdocs", "properdocs"):
        run(town, engine, "build", "--strict", "-q", "-d", str(town / engine))
        assert everything_in(town / engine) == ours


def test_a_page_of_ones_own_replaces_a_default_one(town: Path) -> None:
    add_facts(town)
    for locale in ("en", "es"):
        page = town / f"docs/my-town/{locale}/children.md"
        page.parent.mkdir(parents=True)
        page.write_text("---\ntitle: Mine\ndescription: My own page.\n---\n# Mine\n\nMine.\n")
    site = open_site(town)
    assert "Mine." in site.pages["en", "children"].html
    assert "Under 13" not in site.pages["en", "children"].html


def test_a_paragraph_of_ones_own_is_added_at_its_place(town: Path) -> None:
    add_facts(town)
    for locale, words in (("en", "We record no *sound*."), ("es", "No grabamos *sonido*.")):
        folder = town / f"docs/my-town/{locale}"
        folder.mkdir(parents=True)
        (folder / "_after-collect-cameras.md").write_text(f"{words}\n")
    assert [str(one) for one in check_all(Project(town)) if one.rule != "facts/not-yet-own"] == []
    site = open_site(town)
    html = site.pages["en", "collect"].html
    assert "We film the doors." in html.split("<p>We record no <em>sound</em>.</p>")[0]
    assert "We record" not in html.split('id="cameras"')[0]
    assert ("en", "_after-collect-cameras") not in site.pages


def test_a_paragraph_of_ones_own_keeps_a_page_without_facts(town: Path) -> None:
    for locale, words in (("en", "Children need no card."), ("es", "Sin tarjeta.")):
        folder = town / f"docs/my-town/{locale}"
        folder.mkdir(parents=True)
        (folder / "_after-children-promises.md").write_text(words)
    site = open_site(town)
    html = site.pages["en", "children"].html
    assert "Children need no card." in html and 'id="who"' not in html


def test_a_default_page_copied_as_ones_own_stays_as_it_is(town: Path) -> None:
    add_facts(town, FACTS[: FACTS.index("commitments:")])
    before = {key: page.html for key, page in open_site(town).pages.items()}
    for locale in ("en", "es"):
        (town / f"docs/my-town/{locale}").mkdir(parents=True)
        for name in PLACES:
            if (locale, name) in before:
                source = ROOT / f"docs/{EVERY_LIBRARY}/{locale}/{name}.md"
                (town / f"docs/my-town/{locale}/{name}.md").write_bytes(source.read_bytes())
    found = [one for one in check_all(Project(town)) if one.rule != "facts/not-yet-own"]
    assert [str(one) for one in found] == []
    assert {key: page.html for key, page in open_site(town).pages.items()} == before


def test_the_whole_notice_of_the_handbook_is_sound_and_short(town: Path) -> None:
    """The walk of a person with the handbook alone: at most 60 lines of YAML, and no Markdown."""
    page = (ROOT / "handbook/how-to/your-first-notice.md").read_text("utf-8")
    written = (
        page.split("## A whole notice in sixty lines")[1].split("```yaml\n")[1].split("```")[0]
    )
    assert written.count("\n") <= 60
    (town / "data/libraries/my-town.yml").write_text(written, "utf-8")
    found = [one for one in check_all(Project(town)) if one.rule != "facts/not-yet-own"]
    assert [str(one) for one in found] == []
    site = open_site(town)
    pages = {"collect", "companies", "children", "requests", "choices", "laws", "documents"}
    for locale in ("en", "es"):
        assert {name for at, name in site.pages if at == locale} == ALWAYS | pages
    for page_of_site in site.pages.values():
        assert find_empty_parts(page_of_site.html) == []
