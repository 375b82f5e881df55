"""The front page of many libraries: a page for each state, by plain links, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from aviso.build.assemble import UnsoundSite, assemble_front_page
from aviso.checks.built_html import audit_site, read_sitemap
from aviso.core.report_formats import format_text
from aviso.model.front_page import AT_ONCE
from aviso.model.localized import LocalizedText
from aviso.site.summaries import LibrarySummary
from aviso.site.writer import make_site_files
from tests.support.project import Project as ProjectFolder

STATES = {"California": "California", "New York": "Nueva York", "a fictional state": "un estado"}
ADDRESS = "https://notices.example.org/"


def summary(number: int, state: str, in_spanish: str, **more: bool) -> LibrarySummary:
    """A library by its number: every third is a draft and a member of the one before it."""
    return LibrarySummary(
        LocalizedText.model_validate(
            {"en": f"Town {number:03} & Library", "es": f"Biblioteca de Town {number:03}"}
        ),
        LocalizedText.model_validate({"en": state, "es": in_spanish}),
        f"town-{number - 1}" if number % 3 == 2 else None,
        number % 3 == 0,
        locales=("en", "es"),
        **more,
    )


def sixty() -> dict[str, LibrarySummary]:
    """Thirty libraries in the first state, twenty in the second, ten in the third."""
    by_state = [*STATES.items()]
    which = [0] * 30 + [1] * 20 + [2] * 10
    return {
        f"town-{number}": summary(number, *by_state[state]) for number, state in enumerate(which)
    }


Files = dict[str, bytes]


@pytest.fixture
def made(small_project: ProjectFolder) -> Callable[..., Files]:
    """What the front page consists of, with these libraries and this many at once."""

    def make(summaries: dict[str, LibrarySummary], at_once: int | None = 20) -> Files:
        if at_once:
            small_project.write("data/front.yml", f"list_at_once: {at_once}\n")
        site = assemble_front_page(small_project.opened, summaries)
        files = make_site_files(site)
        assert format_text(audit_site(files, site.address, frozenset(summaries))) == ""
        return files

    return make


def pages(files: Files) -> dict[str, LexborHTMLParser]:
    """Every page by its address, but those that say "not found"."""
    return {
        name.removesuffix("index.html"): LexborHTMLParser(content)
        for name, content in files.items()
        if name.endswith("index.html")
    }


def links(page: LexborHTMLParser, place: str = ".places a") -> dict[str, str]:
    return {one.text(): one.attributes["href"] or "" for one in page.css(place)}


def lines(page: LexborHTMLParser) -> list[str]:
    return [" ".join(one.text().split()) for one in page.css(".places li")]


def test_few_libraries_are_listed_as_ever(made: Callable[..., Files]) -> None:
    few = dict(list(sixty().items())[:20])
    files = made(few, at_once=None)
    assert made(few) == files
    assert len(pages(files)[""].css(".libraries li")) == 20
    assert set(pages(files)) == {"", "es/", "search/", "es/search/"}


def test_many_are_divided_among_pages_of_their_states(made: Callable[..., Files]) -> None:
    found = pages(made(sixty()))
    assert lines(found[""]) == [
        "a fictional state 10 libraries",
        "California 30 libraries",
        "New York 20 libraries",
    ]
    assert lines(found["es/"])[1:] == ["California 30 bibliotecas", "Nueva York 20 bibliotecas"]
    assert links(found[""])["New York"] == "libraries-new-york/"
    assert links(found["es/"])["Nueva York"] == "bibliotecas-nueva-york/"
    # Thirty are more than a page lists, so they are divided once more.
    assert lines(found["libraries-california/"]) == [
        "Town 000 & Library – Town 014 & Library 15 libraries",
        "Town 015 & Library – Town 029 & Library 15 libraries",
    ]
    assert len(lines(found["libraries-california-2/"])) == 15
    assert lines(found["es/bibliotecas-nueva-york/"])[:2] == [
        "Biblioteca de Town 030 borrador",
        "Biblioteca de Town 031",
    ]
    assert lines(found["libraries-new-york/"])[2] == (
        "Town 032 & Library member of Town 031 & Library"
    )


def test_every_library_is_reached_by_plain_links_in_both_languages(
    made: Callable[..., Files],
) -> None:
    libraries = sixty()
    found = pages(made(libraries))
    assert not any(
        page.css("script")
        for name, page in found.items()
        if "search" not in name and "buscar" not in name
    )
    for start, ending in (("", ""), ("es/", "es/")):
        reached, waiting = set(), [start]
        while waiting:
            place = waiting.pop()
            for href in links(found[place]).values():
                target = resolve(place, href)
                (waiting.append if target in found else reached.add)(target)
        assert reached == {f"{one}/{ending}" for one in libraries}


def resolve(place: str, href: str) -> str:
    """The address below the site that a link on a page leads to."""
    steps = place.split("/")[:-1]
    for part in href.split("/")[:-1]:
        if part == "..":
            steps.pop()
        elif part != ".":
            steps.append(part)
    return "".join(f"{step}/" for step in steps)


def test_each_page_has_its_title_its_address_and_its_other_language(
    made: Callable[..., Files],
) -> None:
    files = made(sixty())
    found = pages(files)
    page = found["es/bibliotecas-california-2/"]
    assert page.css_first("h1").text() == "Bibliotecas: California, página 2 de 2"
    assert page.css_first("title").text().startswith("Bibliotecas: California, página 2 de 2 – ")
    assert page.css_first("link[rel=canonical]").attributes["href"] == (
        f"{ADDRESS}es/bibliotecas-california-2/"
    )
    assert {
        one.attributes["hreflang"]: one.attributes["href"]
        for one in page.css("link[rel=alternate]")
    } == {
        "en": f"{ADDRESS}libraries-california-2/",
        "es": f"{ADDRESS}es/bibliotecas-california-2/",
    }
    assert page.css_first("header [hreflang]").attributes["href"] == "../../libraries-california-2/"
    assert links(page, ".parts a") == {
        "Biblioteca de Town 000 – Biblioteca de Town 014": "../bibliotecas-california-1/",
        "California": "../bibliotecas-california/",
    }
    titles = [one.css_first("title").text() for one in found.values()]
    descriptions = [
        one.css_first("meta[name=description]").attributes["content"] for one in found.values()
    ]
    assert len(set(titles)) == len(titles) and len(set(descriptions)) == len(descriptions)
    assert set(read_sitemap(files["sitemap.xml"].decode())) == {ADDRESS + name for name in found}
    # The search finds what stands on them; the menu and the outline stay as short as they were.
    assert "Town 059" not in files["index.html"].decode()
    assert "059" in files["search/index.json"].decode()
    assert "libraries-new-york" not in files["search/index.html"].decode()


def test_libraries_of_one_state_are_divided_by_name_at_once(made: Callable[..., Files]) -> None:
    files = made({f"town-{one}": summary(one, "Ohio", "Ohio") for one in range(45)})
    found = pages(files)
    assert [one.rpartition(" ")[0] for one in lines(found[""])] == [
        "Town 000 & Library – Town 014 & Library 15",
        "Town 015 & Library – Town 029 & Library 15",
        "Town 030 & Library – Town 044 & Library 15",
    ]
    assert links(found["libraries-ohio-2/"], ".parts a")["Ohio"] == "../"
    assert "libraries-ohio/" not in found


def test_a_state_is_one_however_it_is_written_and_no_two_pages_have_one_address(
    made: Callable[..., Files],
) -> None:
    written = ["New York", "new york", "New-York", "New York 1", "纽约", "Georgia", "Georgien"]
    spanish = ["Nueva York"] * 3 + ["Nueva York 1", "纽约", "Georgia", "Georgia"]
    libraries = {
        f"town-{number}": summary(number, written[number % 7], spanish[number % 7])
        for number in range(70)
    }
    found = pages(made(libraries, at_once=10))
    assert lines(found[""]) == [
        "Georgia 10 libraries",
        "Georgien 10 libraries",
        "New York 30 libraries",
        "New York 1 10 libraries",
        "other places 10 libraries",
    ]
    places = [one.attributes["href"] for one in found["es/"].css(".places a")]
    assert len(places) == len(set(places)) == 5


def test_libraries_that_are_not_listed_do_not_count(made: Callable[..., Files]) -> None:
    libraries = sixty()
    hidden = {
        name: summary(number, "Ohio", "Ohio", is_listed=False)
        for number, name in enumerate(libraries)
        if number >= 20
    }
    assert len(pages(made({**libraries, **hidden}))[""].css(".libraries li")) == 20


def test_no_notice_has_the_address_of_such_a_page(small_project: ProjectFolder) -> None:
    small_project.write("data/front.yml", "list_at_once: 20\n")
    libraries = {**sixty(), "libraries-new-york": summary(99, "New York", "Nueva York")}
    with pytest.raises(UnsoundSite) as refused:
        assemble_front_page(small_project.opened, libraries)
    (problem,) = refused.value.problems
    assert problem.file == "data/libraries/libraries-new-york.yml"
    assert problem.rule == "files/name-is-reserved"
    assert "the page that lists the libraries of New York" in problem.message
    assert "aviso rename library libraries-new-york" in problem.hint


@pytest.mark.parametrize("value", ["0", "many", "2.5"])
def test_a_number_that_is_none_is_reported(small_project: ProjectFolder, value: str) -> None:
    small_project.write("data/front.yml", f"\nlist_at_once: {value}\n")
    reported = small_project.reported()
    assert reported == (
        f'data/front.yml, line 2: list_at_once cannot be "{value}". '
        "Write a whole number from 1 to 100000."
    )


def test_only_the_pages_that_change_are_written(
    small_project: ProjectFolder, tmp_path: Path
) -> None:
    small_project.write("data/front.yml", "list_at_once: 1\n")
    branch = "data/libraries/riverside-branch.yml"
    small_project.replace(branch, "  en: California\n  es: California", "  en: Ohio\n  es: Ohio")
    public = small_project.published(to=tmp_path / "public")
    before = states(public)
    small_project.replace(branch, "en: Riverside Branch", "en: River Branch")
    small_project.published(to=public)
    after = states(public)
    assert {name for name in after if after[name] != before.get(name)} == {
        ".aviso.json",
        "libraries-ohio/index.html",
        "search/index.json",
    }
    # A state that nobody names any more has no page.
    small_project.replace(branch, "  en: Ohio\n  es: Ohio", "  en: Iowa\n  es: Iowa")
    small_project.published(to=public)
    assert not (public / "libraries-ohio").exists() and (public / "libraries-iowa").is_dir()
    assert (public / "libraries-california/index.html").stat().st_ino == before[
        "libraries-california/index.html"
    ]


def states(public: Path) -> dict[str, int]:
    """The number of each file of the front page, which a new file has of its own."""
    return {
        path.relative_to(public).as_posix(): path.stat().st_ino
        for path in public.rglob("*")
        if path.is_file() and not path.relative_to(public).parts[0].startswith("riverside")
    }


@pytest.mark.soak
@pytest.mark.parametrize("places", [56, 1])
def test_a_whole_country_stays_within_the_limits(made: Callable[..., Files], places: int) -> None:
    libraries = {
        f"town-{number}": summary(number, f"State {number % places}", f"Estado {number % places}")
        for number in range(26_000)
    }
    # The weight of each page is checked as in a build.
    found = pages(made(libraries, at_once=None))
    rows = {name: len(lines(page)) for name, page in found.items()}
    assert max(rows.values()) <= 26_000 // AT_ONCE + 1
    leaves = [page for page in found.values() if "../town-" in (page.html or "")]
    assert len(leaves) > 2 * 26_000 / AT_ONCE
