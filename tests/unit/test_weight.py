"""What a first visit weighs, and what is said when it is too much."""

from __future__ import annotations

import random

import brotli
import pytest

from aviso.checks.built_html import audit_site
from aviso.checks.page_weight import (
    FIRST_PAGE_LIMIT,
    LISTED_LIBRARY,
    MAXIMUM_REQUESTS,
    PAGE_LIMIT,
    PageLoad,
    check_weight,
    weigh_page,
)

FRAME = ("assets/notice.css", "assets/icon.svg")
SMALL = {"assets/notice.css": b"a { color: red }", "assets/icon.svg": b"<svg/>"}
USUAL = PageLoad(FRAME)


def incompressible(size: int, seed: int = 1) -> bytes:
    """Letters that no compression makes shorter by more than a quarter."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return "".join(random.Random(seed).choices(letters, k=size)).encode()


def reported(
    name: str, size: int, load: PageLoad = USUAL, **more: bytes
) -> list[tuple[str, str, str]]:
    """What is said of a page of this size."""
    return [
        (fault.message, fault.hint, fault.rule.severity)
        for fault in check_weight(
            name, load, {**SMALL, **more, "es/404.html": b"", name: incompressible(size)}
        )
    ]


def test_the_weight_is_that_of_the_page_and_its_frame_at_the_best_quality():
    files = {**SMALL, "a/index.html": incompressible(4000)}
    best = sum(
        len(brotli.compress(files[name], mode=brotli.MODE_TEXT, quality=11)) for name in files
    )
    assert weigh_page("a/index.html", PageLoad(FRAME), files) == best


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("index.html", FIRST_PAGE_LIMIT),
        ("es/index.html", FIRST_PAGE_LIMIT),
        ("a/index.html", PAGE_LIMIT),
    ],
)
def test_a_page_at_its_limit_passes_and_a_heavier_one_does_not(name: str, limit: int):
    lightest = next(
        size
        for size in range(limit, 2 * limit, 20)
        if weigh_page(name, PageLoad(FRAME), {**SMALL, name: incompressible(size)}) > limit
    )
    assert reported(name, lightest - 20) == []
    (message, hint, severity), *rest = reported(name, lightest)
    assert (
        not rest
        and severity == "error"
        and f"at most {limit:,}" in message
        and "shorten it" in hint
    )


def test_a_first_page_has_room_for_the_libraries_that_it_lists():
    page = incompressible(2 * FIRST_PAGE_LIMIT)
    files = {**SMALL, "index.html": page}
    listed = (weigh_page("index.html", USUAL, files) - FIRST_PAGE_LIMIT) // LISTED_LIBRARY + 1
    assert list(check_weight("index.html", USUAL, files, listed)) == []
    assert [
        fault.rule.severity for fault in check_weight("index.html", USUAL, files, listed - 1)
    ] == ["error"]
    assert [
        fault.rule.severity
        for fault in check_weight("a/index.html", USUAL, {**SMALL, "a/index.html": page}, listed)
    ] == ["error"]


def test_no_quality_is_better_than_the_best_one():
    page = ("<li><a href='../collect/'>What we collect</a></li>" * 200).encode() + incompressible(
        3000
    )
    files = {**SMALL, "a/index.html": page}
    sizes = [weigh_page("a/index.html", PageLoad(FRAME), files, quality) for quality in (1, 5, 11)]
    assert sizes == sorted(sizes, reverse=True)


def test_too_many_requests_are_reported():
    load = PageLoad((*FRAME, "assets/logo.svg"))
    assert len(load.frame) + 1 > MAXIMUM_REQUESTS
    (message, _, severity), *_ = reported(
        "a/index.html", 100, load, **{"assets/logo.svg": b"<svg/>"}
    )
    assert (message, severity) == ("makes a browser request 4 files; at most 3", "error")


def test_a_script_is_reported_on_every_page_but_the_search():
    load = PageLoad(FRAME, (), ("assets/search.js",))
    assert [fault[0] for fault in reported("a/index.html", 100, load)] == [
        'loads the script "assets/search.js"'
    ]
    assert reported("es/buscar/index.html", 100, load, **{"es/buscar/index.json": b"{}"}) == []


def test_pictures_of_a_text_are_warned_of():
    load = PageLoad(FRAME, ("assets/photograph.png",))
    (message, hint, severity), *_ = reported(
        "a/index.html", 100, load, **{"assets/photograph.png": incompressible(30_000)}
    )
    assert (
        severity == "warning"
        and "with its pictures" in message
        and '"assets/photograph.png"' in hint
    )


def test_the_audit_refuses_a_site_with_a_heavy_page():
    page = (
        '<!doctype html><html lang="en"><link rel="canonical" href="https://here.test/">'
        '<link rel="stylesheet" href="assets/notice.css"><h1>A</h1>'
    )
    files = {**SMALL, "index.html": page.encode() + incompressible(20_000)}
    problems = [
        problem
        for problem in audit_site(files, "https://here.test/")
        if "weighs" in problem.message
    ]
    assert [(problem.file, problem.severity) for problem in problems] == [("index.html", "error")]
    assert not [
        problem
        for problem in audit_site({**files, "index.html": page.encode()}, "https://here.test/")
        if "weighs" in problem.message
    ]


@pytest.mark.parametrize(
    "style",
    [
        b"a{b:url(https://evil.test/a)}",
        b"@import 'a.css'",
        b"a{b:u\\72l(a)}",
        b"a{b:image-set('a' 1x)}",
    ],
)
def test_a_style_sheet_that_loads_is_reported(style: bytes):
    faults = [
        problem.message
        for problem in audit_site({"assets/notice.css": style}, "https://here.test/")
    ]
    assert faults == ["loads what its style sheet names"]
    assert (
        audit_site({"assets/notice.css": b'a::before{content:"\\201c"}'}, "https://here.test/")
        == []
    )
