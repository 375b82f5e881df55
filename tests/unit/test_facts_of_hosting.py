"""What the configurations rest on.

These are the language that a reader prefers, the log that a notice allows, the well-known files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from aviso.model.access_log import (
    DAY,
    UNSTATED,
    AccessLog,
    derive_access_log,
    intersect_logs,
    list_differences,
)
from aviso.model.inheritance import resolve_inheritance
from aviso.model.library import Library
from aviso.model.retention import Retention
from aviso.site.http_policy import DIGEST_NAME, make_header_policy, make_page_policy
from aviso.site.well_known import HostFacts, make_gpc_json, make_security_txt
from tests.support.project import Project

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
            [practice] = [one for one in found.practices if one.server_log]
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


def test_only_a_practice_marked_as_the_log_counts(library: Callable[..., Library]) -> None:
    def unmarked(**changes: Any) -> AccessLog:
        practices = tuple(
            one.model_copy(update={"server_log": False, "situation": "website"})
            for one in library(logged=MUCH).practices
        )
        return derive_access_log(library(practices=practices, **changes))

    assert unmarked(website_log=None) == AccessLog(UNSTATED, None)
    assert unmarked(website_log=("ip-address", "pages-visited")).fields == ("pages-visited",)
    assert unmarked(website_log=("visit-time",)).fields == (DAY,)
    assert unmarked(website_log="nothing") == AccessLog(())


def test_what_else_happens_on_the_website_adds_nothing_to_the_log(
    library: Callable[..., Library],
) -> None:
    [log] = [one for one in library(logged=LITTLE).practices if one.server_log]
    counting = log.model_copy(
        update={
            "id": "visit-counting",
            "server_log": False,
            "data": MUCH,
            "retention": Retention(period="1 day"),
        }
    )
    assert derive_access_log(
        library(practices=(log, counting), website_log=None)
    ) == derive_access_log(library(logged=LITTLE))


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
