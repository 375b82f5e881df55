"""What the configurations rest on.

These are the language that a reader prefers, the log that a notice allows, the well-known files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from aviso.apps.hosting.language_negotiation import make_preference_pattern
from aviso.model.access_log import (
    UNSTATED,
    AccessLog,
    derive_access_log,
    intersect_logs,
    list_differences,
)
from aviso.model.library import Library
from aviso.model.notice import resolve_inheritance
from aviso.site.http_policy import DIGEST_NAME, make_header_policy, make_page_policy
from aviso.site.well_known import HostFacts, make_gpc_json, make_security_txt
from tests.support.project import Project

PREFERS = re.compile(make_preference_pattern("es", ("en", "es")), re.IGNORECASE)


# Languages


@pytest.mark.parametrize(
    "asked",
    [
        "es",
        "ES-mx",
        "es-419,es;q=0.9,en;q=0.8",
        "fr, es;q=0.5, en;q=0.3",
        "est, es",
        "eo,es",
        "es ; q=0.5",
        "de-CH-1996, es",
        "es;q=1.0",
    ],
)
def test_spanish_is_preferred(asked: str) -> None:
    assert PREFERS.search(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "*",
        "en",
        "en-US,en;q=0.9,es;q=0.8",
        "fr",
        "es;q=0",
        "es;q=0.000, en",
        "est, en",
        "enm, en, es",
        "fr-es",
        "de, en-ES, es",
        "x-es",
    ],
)
def test_spanish_is_not_preferred(asked: str) -> None:
    assert not PREFERS.search(asked)


def best_of(ranges: list[tuple[str, float]]) -> str | None:
    """The language of the two that a list prefers, by RFC 9110 (section 12.5.4).

    It is that of the greatest weight, and the first among equals.
    """
    offered = [
        (weight, tag.split("-")[0].lower())
        for tag, weight in ranges
        if weight > 0 and tag.split("-")[0].lower() in ("en", "es")
    ]
    return max(offered, key=lambda pair: pair[0])[1] if offered else None


TAGS = some.sampled_from(
    [
        "en",
        "es",
        "en-US",
        "es-MX",
        "es-419",
        "fr",
        "eo",
        "est",
        "enm",
        "de-CH",
        "zh-Hant-TW",
        "e",
        "ES",
        "*",
    ]
)
WEIGHTS = some.lists(some.integers(1, 1000), min_size=1, max_size=6).map(
    lambda values: sorted(values, reverse=True)
)


@given(weights=WEIGHTS, data=some.data())
def test_a_list_with_the_best_first_is_read_as_the_standard_says(
    weights: list[int], data: Any
) -> None:
    ranges = [(data.draw(TAGS), weight / 1000) for weight in weights]
    text = ",".join(tag if weight == 1 else f"{tag};q={weight:g}" for tag, weight in ranges)
    assert bool(PREFERS.search(text)) == (best_of(ranges) == "es")


# Policies


def test_the_policies_have_no_holes() -> None:
    for policy in (make_header_policy(), make_page_policy(False), make_page_policy(True)):
        assert policy.startswith("default-src 'none'; ")
        assert not re.search(r"unsafe|\*|https?:|data:|blob:", policy)


def test_a_page_allows_no_more_than_the_header() -> None:
    for policy in (make_page_policy(False), make_page_policy(True)):
        assert set(policy.split("; ")) <= set(make_header_policy().split("; "))
    assert "script-src" not in make_page_policy(False)


@pytest.mark.parametrize(
    ("name", "carries"),
    [
        ("/a.0123456789abcdef.css", True),
        ("/a.0123456789abcdef0.js", True),
        ("/a.0123456789abcde.css", False),
        ("/0123456789abcdef.css", False),
    ],
)
def test_a_digest_in_a_name_is_known(name: str, carries: bool) -> None:
    assert bool(re.search(DIGEST_NAME, name)) == carries


# Logs


@pytest.fixture(scope="module")
def library(rich_template: Project) -> Callable[..., Library]:
    """A call that gives a library of the rich project, changed.

    What it says of website logs, or more, is changed.
    """
    records = rich_template.load_records()

    def changed(
        name: str = "example", logged: tuple[str, ...] | None = None, **changes: Any
    ) -> Library:
        found = resolve_inheritance(records.libraries[name], records)
        if logged is not None:
            [practice] = [one for one in found.practices if one.situation == "website"]
            own = practice.model_copy(update={"data": logged, "retention": None})
            changes = {"practices": (own,), "website_log": None, **changes}
        return found.model_copy(update=changes)

    return changed


MUCH = (
    "domain-name",
    "ip-address",
    "browser",
    "operating-system",
    "visit-time",
    "pages-visited",
    "visit-duration",
    "referring-address",
)
LITTLE = ("domain-name", "ip-address", "status-code", "visit-time", "usage-statistics")


def test_a_log_holds_what_the_practices_say_in_the_order_of_a_line(
    library: Callable[..., Library],
) -> None:
    assert derive_access_log(library(logged=MUCH)).fields == (
        "ip-address",
        "visit-time",
        "pages-visited",
        "browser",
        "operating-system",
        "referring-address",
    )
    assert derive_access_log(library(logged=LITTLE)) == AccessLog(
        ("ip-address", "visit-time", "status-code"), None
    )
    assert derive_access_log(library(website_log=None)) == AccessLog(
        ("ip-address", "visit-time", "pages-visited", "browser"), 7
    )


def test_a_record_can_ask_for_less_or_nothing(library: Callable[..., Library]) -> None:
    assert derive_access_log(library()) == AccessLog(("visit-time", "pages-visited"), 7)
    assert derive_access_log(library(logged=MUCH, website_log="nothing")) == AccessLog(())


def test_without_a_word_on_logs_nothing_of_the_visitor_is_logged(
    library: Callable[..., Library],
) -> None:
    assert derive_access_log(library(practices=(), website_log=None)) == AccessLog(UNSTATED, None)
    assert not {
        "ip-address",
        "browser",
        "operating-system",
        "referring-address",
        "visit-time",
    } & set(UNSTATED)


def test_practices_of_other_situations_do_not_count(library: Callable[..., Library]) -> None:
    elsewhere = [
        practice.model_copy(update={"situation": "catalog"})
        for practice in library(logged=MUCH).practices
    ]
    assert (
        derive_access_log(library(practices=tuple(elsewhere), website_log=None)).fields == UNSTATED
    )


def test_a_member_takes_over_its_systems_log(library: Callable[..., Library]) -> None:
    assert derive_access_log(library("example-branch")) == derive_access_log(library())


def test_what_is_not_logged_is_named(library: Callable[..., Library]) -> None:
    assert [(one.category, one.is_chosen) for one in list_differences(library(logged=MUCH))] == [
        ("domain-name", False),
        ("visit-duration", False),
    ]
    assert [(one.practice, one.category, one.is_chosen) for one in list_differences(library())] == [
        ("web-log", "ip-address", True),
        ("web-log", "browser", True),
    ]


def test_a_shared_log_holds_no_more_than_each_allows() -> None:
    full, silent = AccessLog(("ip-address", "visit-time", "pages-visited"), 30), AccessLog(UNSTATED)
    assert intersect_logs(
        [full, AccessLog(("visit-time", "pages-visited", "browser"), 7)]
    ) == AccessLog(("visit-time", "pages-visited"), 7)
    assert intersect_logs([full, silent]) == AccessLog(("day", "pages-visited"), 30)
    assert intersect_logs([full, AccessLog(())]).fields == ()
    assert intersect_logs([]) == AccessLog(())


# Well-known files


ONE = HostFacts(
    "https://a.example.org/",
    ("mailto:a@example.org",),
    "2027-03-01",
    ("es", "en"),
    True,
    "2026-01-01",
)
OTHER = HostFacts(
    "https://a.example.org/b/",
    ("mailto:b@example.org", "https://b.example.org/ask"),
    "2027-01-31",
    ("en",),
    True,
    "2026-02-01",
)
SILENT = HostFacts("https://a.example.org/c/")


def test_security_txt_of_one() -> None:
    assert make_security_txt(ONE.address, [ONE]) == (
        "Contact: mailto:a@example.org\nExpires: 2027-03-01T23:59:59Z\n"
        "Preferred-Languages: es, en\n"
        "Canonical: https://a.example.org/.well-known/security.txt\n"
    )


def test_security_txt_of_several_ends_with_the_first_and_names_the_languages_of_all() -> None:
    lines = make_security_txt(ONE.address, [ONE, SILENT, OTHER]).splitlines()
    assert lines[:3] == [
        "Contact: mailto:a@example.org",
        "Contact: mailto:b@example.org",
        "Contact: https://b.example.org/ask",
    ]
    assert lines[3:5] == ["Expires: 2027-01-31T23:59:59Z", "Preferred-Languages: en"]
    assert make_security_txt(ONE.address, [SILENT]) == ""


def test_gpc_json_speaks_only_when_all_say_the_same() -> None:
    assert json.loads(make_gpc_json([ONE, OTHER])) == {"gpc": True, "lastUpdate": "2026-02-01"}
    assert make_gpc_json([ONE, SILENT]) == "" == make_gpc_json([])
    refusing = HostFacts(ONE.address, honors_gpc=False, gpc_updated="2026-01-01")
    assert json.loads(make_gpc_json([refusing])) == {"gpc": False, "lastUpdate": "2026-01-01"}
    assert make_gpc_json([ONE, refusing]) == ""


def test_facts_of_a_host_survive_the_published_card() -> None:
    assert HostFacts.from_json(json.loads(json.dumps(OTHER.to_json()))) == OTHER
