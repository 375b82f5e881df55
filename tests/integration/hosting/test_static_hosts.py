"""What a reader would get from the two files for static hosts, by the rules the hosts document."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import generate
from aviso.apps.hosting.hosts import Host, Mount, MovedLibrary, RenamedPage
from aviso.apps.hosting.static_hosts import find_problems, render_files
from aviso.model.access_log import AccessLog
from aviso.site.http_policy import make_header_policy, make_headers
from tests.support.hosted_project import DEEP, OWN, SHARED
from tests.support.project import Project

# Cloudflare Pages takes no more: signs in a line, rules for one address each, rules with a pattern.
MAXIMUM_LINE = {"_headers": 2000, "_redirects": 1000}
MAXIMUM_ADDRESSES = 2000
MAXIMUM_PATTERNS = 100


@pytest.fixture(scope="module")
def written(hosted: Project) -> dict[str, str]:
    files = generate(hosted.opened, "static", ServerSettings("", ""))[0]
    assert files, "no files: tests of each file would test nothing"
    return files


def headers_for(text: str, path: str) -> dict[str, str]:
    """What a file _headers gives a path: the headers of every block whose pattern fits.

    "*" stands for anything.
    """
    found: dict[str, str] = {}
    fits = False
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line[0].isspace():
            fits = re.fullmatch(re.escape(line.strip()).replace(r"\*", ".*"), path) is not None
        elif fits:
            name, value = line.strip().split(": ", 1)
            assert name not in found
            found[name] = value
    return found


def answer_for(text: str, path: str) -> tuple[str, int] | None:
    """Where a file _redirects leads a path, by the first rule that fits.

    What "*" and ":library" stood for is put into the target.
    """
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        source, target, status = line.split()
        fits = re.fullmatch(
            re.escape(source)
            .replace(r"\*", "(?P<splat>.*)")
            .replace(":library", "(?P<library>[^/]+)"),
            path,
        )
        if fits:
            return re.sub(r":(splat|library)", lambda name, fits=fits: fits[name[1]], target), int(
                status
            )
    return None


def rules_read(text: str) -> tuple[int, int]:
    """How many rules of each kind Cloudflare Pages counts in a file.

    It skips those that answer with 404.
    """
    sources = [
        line.split()[0]
        for line in text.splitlines()
        if not line.startswith("#") and not line.endswith(" 404")
    ]
    addresses = len(list(takewhile(lambda source: not re.search(r"\*|:[a-z]", source), sources)))
    return addresses, len(sources) - addresses


def test_each_host_has_its_two_files(written: dict[str, str]) -> None:
    assert written.keys() == {
        f"{host}/{name}" for host in (SHARED, OWN, DEEP) for name in ("_headers", "_redirects")
    }


@pytest.mark.parametrize("host", [SHARED, OWN, DEEP])
@pytest.mark.parametrize(
    "path",
    ["/", "/example/", "/es/recopilacion/", "/assets/notice.css", "/.well-known/security.txt"],
)
def test_every_path_has_every_header(written: dict[str, str], host: str, path: str) -> None:
    given = headers_for(written[f"{host}/_headers"], path)
    assert given == {**make_headers(), "Cache-Control": "no-cache"}
    assert given["Content-Security-Policy"] == make_header_policy()


@pytest.mark.parametrize(
    ("host", "path", "target", "status"),
    [
        (SHARED, "/nowhere", "/404.html", 404),
        (SHARED, "/es/nowhere", "/es/404.html", 404),
        (SHARED, "/example/nowhere", "/example/404.html", 404),
        (SHARED, "/example/es/a/b", "/example/es/404.html", 404),
        (SHARED, "/own/es/collect/", f"https://{OWN}/es/collect/", 301),
        (SHARED, "/own/", f"https://{OWN}/", 301),
        # Cloudflare Pages compares literally: each old address also stands without its slash.
        (SHARED, "/own", f"https://{OWN}/", 301),
        (SHARED, "/deep", f"https://{DEEP}/about/privacy/", 301),
        (SHARED, "/example/es/companies", "/example/es/companias/", 301),
        (OWN, "/es/search", "/es/buscar/", 301),
        (OWN, "/es/search/more", "/es/404.html", 404),
        (DEEP, "/about/privacy/es/laws", "/about/privacy/es/leyes/", 301),
        (SHARED, "/deep/", f"https://{DEEP}/about/privacy/", 301),
        (SHARED, "/example/es/companies/", "/example/es/companias/", 301),
        (OWN, "/es/search/", "/es/buscar/", 301),
        (DEEP, "/about/privacy/es/laws/", "/about/privacy/es/leyes/", 301),
        (SHARED, "/example/companies/", "/example/404.html", 404),
        (OWN, "/es/nowhere", "/es/404.html", 404),
        (DEEP, "/about/privacy/es/x", "/about/privacy/es/404.html", 404),
    ],
)
def test_what_is_not_there_leads_to_the_nearest_page(
    written: dict[str, str], host: str, path: str, target: str, status: int
) -> None:
    assert answer_for(written[f"{host}/_redirects"], path) == (target, status)


def test_every_rule_stands_with_and_without_the_slash(written: dict[str, str]) -> None:
    assert any(" 301\n" in text for text in written.values())
    for name, text in written.items():
        rules = [line.split() for line in text.splitlines() if line.endswith(" 301")]
        targets = {source: target for source, target, _ in rules}
        assert len(targets) == len(rules), name
        for source, target in targets.items():
            if source.endswith("/"):
                assert targets[source.rstrip("/")] == target
            if source.endswith("/*"):
                assert targets[source.removesuffix("/*")] == target.removesuffix(":splat")


def test_rules_for_one_address_stand_before_those_with_a_pattern() -> None:
    """Cloudflare Pages counts every rule after a pattern as one; the slash comes first."""
    host = Host(SHARED, 443, [mount("/a/", {"es/b/": "es/c/"}), mount("/x/", ONE_BY_ONE)])
    host.moved.append(MovedLibrary("/moved/", "https://moved.example.org/"))
    sources = [line.split()[0] for line in render_files(host)["_redirects"].splitlines()[1:]]
    kinds = [bool(re.search(r"[*:]", source)) for source in sources]
    assert kinds == sorted(kinds)
    assert sources.index("/a/es/b/") < sources.index("/a/es/b") < sources.index("/moved/*")


def test_no_language_is_chosen_where_english_would_be_sent_back(written: dict[str, str]) -> None:
    assert all("302" not in text and "Language" not in text for text in written.values())


def test_the_files_keep_to_the_limits_of_the_hosts(written: dict[str, str]) -> None:
    for name, text in written.items():
        assert max(len(line) for line in text.splitlines()) <= MAXIMUM_LINE[Path(name).name], name
        addresses, patterns = rules_read(text)
        assert addresses <= MAXIMUM_ADDRESSES and patterns <= MAXIMUM_PATTERNS


def mount(path: str, renamed: dict[str, str], *others: str) -> Mount:
    """A site with these pages at addresses of their own, and others."""
    pages = frozenset({*renamed.values(), *others, ""})
    return Mount(
        path.strip("/") or "_front",
        path,
        path.lstrip("/"),
        AccessLog(),
        (),
        tuple(RenamedPage(path + old, path + new) for old, new in renamed.items()),
        pages,
    )


OLD_PAGES = [f"es/page-{number}/" for number in range(20)]
ONE_BY_ONE = {old: old.replace("page", "pagina") for old in OLD_PAGES}


def test_hundreds_of_libraries_need_one_rule_for_each_page() -> None:
    host = Host(SHARED, 443, [mount(f"/town-{number}/", ONE_BY_ONE) for number in range(500)])
    text = render_files(host)["_redirects"]
    assert rules_read(text) == (0, 2 * len(ONE_BY_ONE)) and list(find_problems([host])) == []
    for site in host.mounts:
        assert [answer_for(text, page.old) for page in site.renamed] == [
            (page.new, 301) for page in site.renamed
        ]


def test_a_library_that_differs_is_led_its_own_way() -> None:
    host = Host(
        SHARED,
        443,
        [
            mount("/a/", {"es/help/": "es/ayuda/", "es/laws/": "es/leyes/"}),
            mount("/b/", {"es/help/": "es/ayuda/", "es/laws/": "es/leyes/"}),
            # Another address; a page that stands at what is an old address elsewhere; a site that
            # is deeper, and one above.
            mount("/c/", {"es/help/": "es/auxilio/"}, "es/laws/"),
            mount("/d/e/", {"es/help/": "es/ayuda/"}),
            mount("/", {"es/help/": "es/ayuda/"}),
        ],
        [MovedLibrary("/moved/", "https://moved.example.org/")],
    )
    text = render_files(host)["_redirects"]
    for site in host.mounts:
        assert [answer_for(text, page.old) for page in site.renamed] == [
            (page.new, 301) for page in site.renamed
        ], site.path
        assert [
            page
            for page in site.pages
            if (answer_for(text, site.path + page) or ("", 404))[1] != 404
        ] == [], site.path
    assert answer_for(text, "/moved/es/help/") == ("https://moved.example.org/es/help/", 301)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        # At the root of the host, in a folder that shares its rule, and in one of two folders.
        *(("/es/help", "/es/ayuda/"), ("/a/es/help", "/a/es/ayuda/"), ("/b/es/help/", None)),
        *(("/deep/er/vi/help", "/deep/er/vi/giup/"), ("/deep/er/vi/help/", "/deep/er/vi/giup/")),
        # A library that has left the folder of the front page, and one at another port.
        *(("/notices/elm", "https://elm.example.org/x/"), ("/elm", None), ("/notices/elms", None)),
        ("/notices/elm/es/", "https://elm.example.org/x/es/"),
        ("/oak/es/laws", "https://oak.example.org:8443/es/laws"),
    ],
)
def test_an_old_address_is_led_on_in_either_form(path: str, target: str | None) -> None:
    sites = [
        mount("/", {"es/help/": "es/ayuda/"}),
        mount("/a/", {"es/help/": "es/ayuda/"}),
        mount("/b/", {}, "es/help/"),
        mount("/c/", {"es/help/": "es/ayuda/"}),
        mount("/deep/er/", {"vi/help/": "vi/giup/"}),
    ]
    moved = [
        MovedLibrary("/notices/elm/", "https://elm.example.org/x/"),
        MovedLibrary("/oak/", "https://oak.example.org:8443/"),
    ]
    answer = answer_for(render_files(Host(SHARED, 443, sites, moved))["_redirects"], path)
    assert answer and answer[1] == (301 if target else 404)
    assert target in (None, answer[0])


def test_a_file_that_a_host_does_not_read_to_its_end_is_reported() -> None:
    differing = [
        mount(f"/town-{number}/", {f"es/page-{number}/": "es/pagina/"}) for number in range(1001)
    ]
    moved = [
        MovedLibrary(f"/moved-{number}/", f"https://moved-{number}.example.org/")
        for number in range(101)
    ]
    assert list(find_problems([Host(SHARED, 443, differing[:950], moved[:100])])) == []
    reported = [str(problem) for problem in find_problems([Host(SHARED, 443, differing, moved)])]
    assert reported == [
        f"mkdocs.yml, line 1: warning: the file _redirects of {SHARED} needs {count} rules "
        f"for {kind} each; Cloudflare Pages reads {most} of them and "
        "skips the others. Give some libraries a host of their own (address in their "
        "files), or use Netlify or a web server."
        for count, kind, most in (
            ("2,103", "one address", "2,000"),
            ("101", "many addresses", "100"),
        )
    ]


def test_a_page_not_found_stands_where_the_files_lead(
    written: dict[str, str], public: Path
) -> None:
    rules = [line for line in written[f"{SHARED}/_redirects"].splitlines() if line.endswith(" 404")]
    assert rules
    for rule in rules:
        assert (public / rule.split()[1].lstrip("/")).is_file()
