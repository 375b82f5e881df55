"""The last look at the files of a site before they are published.

The tests say what it refuses, in its words, and what it lets through.
"""

from __future__ import annotations

import pytest

from aviso.checks.built_html import FAULT_OF_OURS, audit_site

ADDRESS = "https://notices.example.org/elm/"
STYLE = "assets/notice.css"
OTHER = "choices/index.html"


def page(
    content: str = "",
    name: str = "index.html",
    head: str = "",
    lang: str = "en",
    title: str = "<h1>Privacy</h1>",
) -> bytes:
    """A sound page of the site, with something more in it."""
    canonical = ADDRESS + name.removesuffix("index.html")
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<link rel="canonical" href="{canonical}">{head}</head><body>{title}{content}</body>'
        "</html>"
    ).encode()


def site(content: str = "", **more: str) -> dict[str, bytes]:
    """A sound site of two pages, one of them with something more in it."""
    return {
        "index.html": page(content, **more),
        OTHER: page('<p id="email">Ask us.</p>', OTHER),
        STYLE: b"a { color: red }",
    }


def reported(files: dict[str, bytes]) -> list[str]:
    """What the audit says of the files, without the advice."""
    problems = audit_site(files, ADDRESS)
    assert all(problem.rule.startswith(("html/", "links/")) for problem in problems)
    return [f"{problem.file}: {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    "content",
    [
        '<a href="choices/#email">Ask</a>',
        '<a href="/elm/choices/">Ask</a>',
        '<a href="https://law.example.org/a?b=1">A law</a>',
        '<a href="mailto:a@example.org">Mail</a>',
        "<p>Write onclick=x to nobody; moreover on time = money, and /only= too.</p>",
        '<p title="no handler onclick=1">a</p>',
        '<p data-only="1">a</p>',
        "<p>İonclick=1 İ</p>",
    ],
)
def test_a_sound_page_passes(content: str) -> None:
    assert reported(site(content)) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('<p onclick="a()">a</p>', "contains the attribute onclick="),
        ("<p ONCLICK=a()>a</p>", "contains the attribute onclick="),
        ("<p\nonmouseover = a()>a</p>", "contains the attribute onmouseover="),
        ("<p/onfocus=a()>a</p>", "contains the attribute onfocus="),
        ('<p title="a"onload=a()>a</p>', "contains the attribute onload="),
        ("<p title='İ'onload=a()>a</p>", "contains the attribute onload="),
        ('<p style="color: red">a</p>', "contains the attribute style="),
        ("<script>a()</script>", "contains an inline script"),
        ("<style>a { color: red }</style>", "holds <style>"),
        ("<form></form>", "holds <form>"),
        ('<iframe src="choices/"></iframe>', "holds <iframe>"),
        (
            '<img src="https://tracker.example.org/a.gif">',
            'loads "https://tracker.example.org/a.gif" from elsewhere',
        ),
        (
            '<img src="//tracker.example.org/a.gif">',
            'loads "//tracker.example.org/a.gif" from elsewhere',
        ),
        (
            '<img srcset="https://tracker.example.org/a.gif">',
            'loads "https://tracker.example.org/a.gif" from elsewhere',
        ),
        (
            '<script src="https://tracker.example.org/a.js"></script>',
            'loads "https://tracker.example.org/a.js" from elsewhere',
        ),
        ('<a href="javascript:a()">a</a>', 'links to "javascript:a()"'),
        ('<a href="JAVA&#10;SCRIPT:a()">a</a>', 'links to "JAVA SCRIPT:a()"'),
        ("<h1>Again</h1>", "has 2 main headings"),
        ('<p id="a">a</p><p id="a">b</p>', 'has the id "a" twice'),
        ('<a href="choises/">a</a>', 'links to "choises/", which does not exist'),
        (
            '<a href="choices/#e-mail">a</a>',
            'links to "choices/#e-mail", where that heading does not exist',
        ),
        ('<a href="../oak/">a</a>', 'links outside the site ("../oak/")'),
    ],
)
def test_what_would_break_the_promise_is_refused(content: str, fault: str) -> None:
    assert f"index.html: {fault}" in reported(site(content))


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            {"head": '<meta http-equiv="Refresh" content="0; url=choices/">'},
            "contains a meta refresh",
        ),
        (
            {"head": '<link rel="stylesheet" href="https://fonts.example.org/a.css">'},
            'loads "https://fonts.example.org/a.css" from elsewhere',
        ),
        (
            {"head": '<link rel="preconnect" href="https://fonts.example.org">'},
            'loads "https://fonts.example.org" from elsewhere',
        ),
        (
            {
                "head": '<link rel="alternate" hreflang="es" '
                'href="https://notices.example.org/elm/es/">'
            },
            'names the alternate "https://notices.example.org/elm/es/", which does not exist',
        ),
        ({"title": ""}, "has 0 main headings"),
        ({"lang": ""}, "lacks its language or its canonical address"),
    ],
)
def test_the_frame_of_a_page_keeps_the_promise(more: dict[str, str], fault: str) -> None:
    assert f"index.html: {fault}" in reported(site(**more))


@pytest.mark.parametrize(
    "rule", ["a { background: url(a.png) }", "@import 'a.css';", r"a { background: \75 rl(a.png) }"]
)
def test_a_style_sheet_loads_nothing(rule: str) -> None:
    assert reported({**site(), STYLE: rule.encode()}) == [
        f"{STYLE}: loads what its style sheet names"
    ]


def test_a_broken_link_is_reported_where_it_is_written_and_the_nearest_is_named() -> None:
    files = site('<a href="choises/">a</a>')
    (ours,) = audit_site(files, ADDRESS)
    assert ours.hint.endswith(FAULT_OF_OURS) and "choices/" in ours.hint
    (written,) = audit_site(files, ADDRESS, origins=lambda name, href: ("docs/elm/en/index.md", 7))
    assert (written.file, written.line) == (
        "docs/elm/en/index.md",
        7,
    ) and "seen on the page index.html" in written.message


def test_what_is_sound_beside_one_page_need_not_be_so_elsewhere() -> None:
    link = '<a href="../choices/">Choices</a>'
    beside, below = "laws/index.html", "es/laws/index.html"
    files = site() | {beside: page(link, beside), below: page(link, below)}
    nowhere = 'links to "../choices/", which does not exist'
    assert reported(files) == [f"{below}: {nowhere}"]
    above = {beside: page(link, beside)} | site(link)
    assert reported(above) == ['index.html: links outside the site ("../choices/")']
