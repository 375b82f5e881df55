"""A redirect is followed as a browser would, and written only where it leads to the same page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from aviso.apps.links.checker import CheckedAddress
from tests.support.project import Project
from tests.support.scripted_host import answering_as

Find = Callable[..., CheckedAddress | None]
Answer = tuple[int, dict[str, str], str]
PAGE: Answer = (200, {}, "<title>Privacy policy</title><h1>Privacy policy</h1>")
GONE: Answer = (404, {}, "")
QUICKLY = ("--private", "--gap", "0", "--retries", "0")


def redirect(target: str, status: int = 301, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"Location": target, **named}, ""


def needs_cookie(path: str, headers: Mapping[str, str]) -> Answer:
    """Hosts that set a cookie on the way, each in another way."""
    cookies = headers.get("Cookie") or ""
    if path == "/same":
        return PAGE if "a=1" in cookies else redirect("/same", 302, Set_Cookie="a=1; Path=/")
    if path == "/through":
        return PAGE if "b=2" in cookies else redirect("/set?to=/through", 307)
    if path.startswith("/set"):
        return redirect(path.partition("=")[2], 302, Set_Cookie="b=2; Path=/; Max-Age=60")
    if path == "/deep/path":
        is_set = "p=1" in cookies and "gone" not in cookies
        set_both = "p=1; Path=/deep\ngone=1; Path=/; Max-Age=0"
        return PAGE if is_set else redirect("/deep/path", 303, Set_Cookie=set_both)
    if path == "/permanent":
        return PAGE if "a=1" in cookies else redirect("/permanent", 301, Set_Cookie="a=1; Path=/")
    if path == "/elsewhere":
        # The cookie is for another path, so that it never comes back.
        return redirect("/elsewhere", 302, Set_Cookie="a=1; Path=/other")
    if path == "/new-each-time":
        return redirect("/new-each-time", 302, Set_Cookie=f"n={len(cookies)}x; Path=/")
    if path == "/no-cookies":
        return GONE if cookies else PAGE
    return GONE


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("/same", "sound"),
        ("/through", "sound"),
        ("/deep/path", "sound"),
        ("/permanent", "sound"),
        ("/elsewhere", "broken"),
        ("/no-cookies", "sound"),
    ],
)
def test_cookies_are_carried_along_one_way_only(finding: Find, path: str, group: str) -> None:
    with answering_as(needs_cookie) as host:
        finding(f"{host.address}/same")
        found = finding(host.address + path)
    assert (found.group if found else "sound") == group


def test_a_circle_with_ever_new_cookies_ends(finding: Find) -> None:
    with answering_as(needs_cookie) as host:
        found = finding(f"{host.address}/new-each-time")
    assert found is not None and found.message == "redirects in a circle"
    assert len(host.asked) < 60


def chooses_language(path: str, headers: Mapping[str, str]) -> Answer:
    """Hosts that lead readers to their language."""
    is_spanish = (headers.get("Accept-Language") or "").startswith("es")
    if path == "/told":
        target = "/es/privacidad" if is_spanish else "/en/privacy"
        return redirect(target, 301, Vary="Accept-Language")
    if path == "/untold":
        return redirect("/privacy_es.html" if is_spanish else "/privacy_en.html", 308)
    if path == "/parameter":
        return redirect(f"/privacy?lang={'es' if is_spanish else 'en'}", 301)
    if path == "/may-vary/privacy":
        return redirect("/policies/privacy", 301, Vary="Accept-Encoding, Accept-Language")
    return PAGE


@pytest.mark.parametrize("path", ["/told", "/untold", "/parameter"])
def test_an_address_that_suits_every_reader_is_sound(finding: Find, path: str) -> None:
    with answering_as(chooses_language) as host:
        assert finding(host.address + path) is None


def test_a_redirect_that_may_depend_on_the_language_is_for_a_person(finding: Find) -> None:
    with answering_as(chooses_language) as host:
        found = finding(f"{host.address}/may-vary/privacy")
    assert found is not None and (found.group, found.verdict.new_address) == ("moved", "")


FRONT_PAGE = (200, {}, '<title>Example</title><link rel="canonical" href="/"><h1>Example</h1>')
ENDS: dict[str, tuple[str, Answer]] = {
    "index": ("/index.php", PAGE),
    "home": ("/home", PAGE),
    "spanish": ("/es/", PAGE),
    "region": ("/es-mx/inicio.aspx?utm_source=old", PAGE),
    "canonical": ("/portal/42", FRONT_PAGE),
    "members": ("/users/sign_in?next=/privacy", PAGE),
    "titled-members": ("/portal/43", (200, {}, "<title>Log in | Example</title>")),
    "asking": ("/cookie-consent?to=/privacy", PAGE),
    "not-found": ("/error", (200, {}, "<title>Page not found</title>")),
    "not-found-es": ("/aviso", (200, {}, "<h1>La página no se ha encontrado</h1>")),
    "other": ("/products", (200, {}, "<title>Our products</title>")),
    "gone": ("/legal/privacy-policy", GONE),
    "no-content": ("/legal/privacy", (204, {}, "")),
}
SAME: dict[str, tuple[str, Answer]] = {
    "same-name": ("/legal/privacy.html", (200, {}, "")),
    "akin": ("/trust/privacy-center", (200, {}, "<title>Trust</title>")),
    "titled": ("/legal/42", PAGE),
    "translated": ("/legal/privacidad", (200, {}, "")),
}


def leads_to(ends: dict[str, tuple[str, Answer]], status: int = 301) -> Callable[..., Answer]:
    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        for name, (target, page) in ends.items():
            if path == f"/{name}/privacy.html":
                return redirect(target, status)
            if path == target:
                return page
        return GONE

    return answer


def project_with(small_project: Project, address: str) -> Project:
    small_project.replace(
        "data/vendors/pagewell.yml", "https://www.pagewell.example/privacy", address
    )
    return small_project


@pytest.mark.parametrize("name", ENDS)
def test_what_is_not_the_same_page_is_never_written(small_project: Project, name: str) -> None:
    with answering_as(leads_to(ENDS)) as host:
        project = project_with(small_project, f"{host.address}/{name}/privacy.html")
        before = project.read("data/vendors/pagewell.yml")
        done = project.invoke("links", "--fix", *QUICKLY)
    assert project.read("data/vendors/pagewell.yml") == before
    assert "all sound" not in done.stderr


@pytest.mark.parametrize("status", [301, 308])
@pytest.mark.parametrize("name", SAME)
def test_the_same_page_is_written(small_project: Project, name: str, status: int) -> None:
    with answering_as(leads_to(SAME, status)) as host:
        project = project_with(small_project, f"{host.address}/{name}/privacy.html")
        project.invoke("links", "--fix", *QUICKLY)
        assert f"{host.address}{SAME[name][0]}\n" in project.read("data/vendors/pagewell.yml")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_redirect_for_now_is_never_written(small_project: Project, status: int) -> None:
    with answering_as(leads_to(SAME, status)) as host:
        project = project_with(small_project, f"{host.address}/akin/privacy.html")
        before = project.read("data/vendors/pagewell.yml")
        project.invoke("links", "--fix", *QUICKLY)
    assert project.read("data/vendors/pagewell.yml") == before


def test_where_every_address_leads_is_not_written(finding: Find) -> None:
    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        return PAGE if path == "/all" else redirect("/all")

    with answering_as(answer) as host:
        found = finding(f"{host.address}/p1")
    assert found is not None and (found.group, found.verdict.new_address) == ("moved", "")


def test_a_new_address_that_no_longer_answers_is_not_written(small_project: Project) -> None:
    is_down: list[bool] = []

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/privacy":
            return redirect("/legal/privacy")
        return GONE if is_down else PAGE

    with answering_as(answer) as host:
        project = project_with(small_project, f"{host.address}/privacy")
        before = project.read("data/vendors/pagewell.yml")
        assert "1 moved" in project.invoke("links", *QUICKLY).stderr
        is_down.append(True)
        done = project.invoke("links", "--fix", *QUICKLY)
    assert "when requested again" in done.stderr
    assert project.read("data/vendors/pagewell.yml") == before


def test_a_spanish_page_is_not_led_to_an_english_one(small_project: Project) -> None:
    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        return redirect("/en-us/privacy") if path in ("/privacy", "/es/privacy") else PAGE

    with answering_as(answer) as host:
        for locale in ("en", "es"):
            for path in ("/privacy", "/es/privacy"):
                small_project.add_paragraph(
                    f"docs/riverside/{locale}/index.md", f"[{path}]({host.address}{path})"
                )
        done = small_project.invoke("links", "--fix", *QUICKLY)
    assert "in another language" in done.stderr
    assert "en-us" not in small_project.read("docs/riverside/es/index.md")
    assert f"[/privacy]({host.address}/en-us/privacy)" in small_project.read(
        "docs/riverside/en/index.md"
    )


def test_the_page_is_asked_for_in_the_language_of_its_readers(small_project: Project) -> None:
    languages: dict[str, str] = {}

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        languages[path] = headers.get("Accept-Language") or ""
        return PAGE

    with answering_as(answer) as host:
        for locale in ("en", "es"):
            small_project.add_paragraph(
                f"docs/riverside/{locale}/index.md", f"[x]({host.address}/{locale})"
            )
        small_project.invoke("links", *QUICKLY)
    assert languages["/en"].startswith("en,es;") and languages["/es"].startswith("es,en;")


def test_pages_that_no_parser_ends_with_are_for_a_person(finding: Find) -> None:
    deep = "<div>" * 50_000

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        return 200, {}, deep

    with answering_as(answer) as host:
        found = finding(f"{host.address}/page#place")
    assert found is not None and found.group == "refused"


@pytest.mark.parametrize("charset", ["rot13", "zlib", "punycode", "undefined", "utf-7", "latin1"])
def test_an_odd_charset_is_a_fault_of_no_page(finding: Find, charset: str) -> None:
    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        return 200, {"Content-Type": f"text/html; charset={charset}"}, '<p id="x">y</p>'

    with answering_as(answer) as host:
        assert finding(f"{host.address}/page#x") is None
