"""Every behavior of a server ends in the right group, with words that say what to do.

Nothing hangs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest

from aviso.apps.links.checker import CheckedAddress, CheckOptions, Report
from tests.support.answering import World
from tests.support.quick_links import QUICK, TODAY

Find = Callable[..., CheckedAddress | None]
# Long enough for a slow machine to answer at once, short enough to wait for.
SHORT = replace(QUICK, total=1.5, retries=0)


def reported(found: CheckedAddress | None) -> tuple[str, str, str]:
    """The group, the words and the new address of a finding."""
    return (
        ("sound", "", "")
        if found is None
        else (found.group, found.message, found.verdict.new_address)
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/page",
        "/page#here",
        "/page#there",
        "/no-head",
        "/wrong-charset#pol%C3%ADtica",
        "/no-charset#here",
        "/huge",
        "/drip",
        "/page#top",
        "/page#:~:text=words",
    ],
)
def test_sound_addresses_say_nothing(world: World, finding: Find, path: str) -> None:
    assert reported(finding(world.https() + path)) == ("sound", "", "")


@pytest.mark.parametrize(
    ("status", "group"),
    [
        (404, "broken"),
        (410, "broken"),
        (401, "refused"),
        (403, "refused"),
        (429, "refused"),
        (451, "refused"),
        (999, "refused"),
        (500, "unsure"),
        (503, "unsure"),
        (400, "unsure"),
    ],
)
def test_a_status_is_sorted_by_what_to_do(
    world: World, finding: Find, status: int, group: str
) -> None:
    found = finding(f"{world.https()}/status/{status}")
    assert reported(found)[0] == group and f"answers {status}" in reported(found)[1]
    assert found.severity == ("error" if group == "broken" else "warning")


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_gives_the_new_address(
    world: World, finding: Find, status: int
) -> None:
    new = f"{world.https(1)}/policies/privacy"
    assert reported(finding(f"{world.https()}/to/{status}?where={quote(new)}")) == (
        "moved",
        f"has moved permanently to {new}",
        new,
    )


def test_the_place_on_the_page_goes_along(world: World, finding: Find) -> None:
    new = f"{world.https(1)}/privacy"
    assert reported(finding(f"{world.https()}/to/301?where={quote(new)}#here"))[2] == f"{new}#here"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_redirect_for_now_changes_nothing(world: World, finding: Find, status: int) -> None:
    assert finding(f"{world.https()}/to/{status}?where=/page") is None


def test_what_is_temporary_after_a_permanent_redirect_is_not_written(
    world: World, finding: Find
) -> None:
    middle = f"{world.https(1)}/to/302?where=/page"
    assert reported(finding(f"{world.https()}/to/301?where={quote(middle)}"))[2] == middle


@pytest.mark.parametrize("path", ["/loop/1", "/endless/1"])
def test_a_circle_is_broken(world: World, finding: Find, path: str) -> None:
    assert reported(finding(world.https() + path))[:2] == ("broken", "redirects in a circle")


def test_a_redirect_to_another_sites_front_page_is_broken(world: World, finding: Find) -> None:
    assert reported(finding(f"{world.https()}/to/301?where={quote(world.https(1))}/")) == (
        "broken",
        f"leads to the front page of another site ({world.https(1)}/)",
        "",
    )


def test_a_redirect_to_the_sites_own_front_page_is_for_a_person(
    world: World, finding: Find
) -> None:
    group, words, new = reported(finding(f"{world.https()}/to/302?where=/"))
    assert (group, new) == ("moved", "") and "front page" in words


def test_a_redirect_to_what_is_gone_is_broken(world: World, finding: Find) -> None:
    assert reported(finding(f"{world.https()}/to/301?where=/status/404")) == (
        "broken",
        "answers 404 (Not Found)",
        "",
    )


def test_a_missing_place_on_the_page_is_broken(world: World, finding: Find) -> None:
    assert reported(finding(f"{world.https()}/page#nowhere"))[:2] == (
        "broken",
        'the page is there, but no place "nowhere" on it',
    )


def test_a_page_too_large_to_look_through_is_for_a_person(world: World, finding: Find) -> None:
    assert reported(finding(f"{world.https()}/huge#nowhere"))[0] == "refused"


@pytest.mark.parametrize("path", ["/hanging", "/drip#nowhere"])
def test_what_does_not_come_in_time_is_unsure(world: World, finding: Find, path: str) -> None:
    assert reported(finding(world.https() + path, SHORT))[:2] == (
        "unsure",
        "does not answer in time",
    )


@pytest.mark.parametrize(
    ("kind", "group"), [("wrong", "broken"), ("unknown", "unsure"), ("noise", "unsure")]
)
def test_a_connection_that_cannot_be_trusted(
    world: World, finding: Find, kind: str, group: str
) -> None:
    assert reported(finding(f"{world.of_kind(kind)}/page"))[0] == group


def test_nobody_listening_is_unsure(finding: Find, world: World) -> None:
    assert reported(finding(f"{world.closed()}/page"))[:2] == ("unsure", "accepts no connection")


def test_http_where_https_answers_is_insecure(world: World, finding: Find) -> None:
    address = f"{world.of_kind('both')}/page#here"
    assert reported(finding(address)) == (
        "insecure",
        "is http, and https answers as well",
        address.replace("http:", "https:"),
    )


def test_http_that_redirects_to_the_same_with_https_is_insecure(
    world: World, finding: Find
) -> None:
    address = f"{world.of_kind('both')}/secure"
    assert reported(finding(address)) == (
        "insecure",
        "is http, and https answers as well",
        address.replace("http:", "https:"),
    )


def test_http_without_https_is_sound(world: World, finding: Find) -> None:
    assert finding(f"{world.http()}/page") is None


def test_a_robot_wall_is_for_a_person(world: World, finding: Find) -> None:
    found = finding(f"{world.https()}/wall")
    assert reported(found)[0] == "refused" and found.severity == "warning"


def test_a_fault_that_passes_is_not_reported(world: World, finding: Find) -> None:
    world.counts["/recovering"] = 0
    assert finding(f"{world.https()}/recovering") is None
    assert world.counts["/recovering"] == 2


@pytest.mark.parametrize(
    "address", ["http://127.0.0.11:1/", "http://10.0.0.1/", "http://169.254.169.254/latest"]
)
def test_a_private_address_is_never_asked(finding: Find, address: str) -> None:
    found = finding(address, replace(QUICK, may_be_private=False))
    assert reported(found)[:2] == (
        "broken",
        "is an address within a private network, which no reader can reach",
    )


def test_the_agent_says_who_it_is(world: World, finding: Find) -> None:
    finding(f"{world.https()}/page?agent")
    assert world.asked[-1].agent.startswith("aviso-links/")


def test_one_page_is_asked_for_once_however_many_name_it(
    world: World, check: Callable[..., Report]
) -> None:
    before = len(world.asked)
    page = f"{world.https()}/once"
    report = check(page, f"{page}#here", f"{page}#nowhere", page)
    assert len(world.asked) - before == 1
    assert [(one.address, [use.line for use in one.uses]) for one in report.findings] == [
        (f"{page}#nowhere", [3])
    ]


def test_every_place_of_an_address_is_named(world: World, check: Callable[..., Report]) -> None:
    gone = f"{world.https()}/status/404"
    [found] = check(gone, f"{world.https()}/page", gone).findings
    assert [str(use) for use in found.uses] == [
        "data/vendors/some.yml, line 1",
        "data/vendors/some.yml, line 3",
    ]
    assert [problem.line for problem in found.list_problems()] == [1, 3]


def test_an_unsure_address_fails_after_days_in_a_row(
    world: World, check: Callable[..., Report]
) -> None:
    address = f"{world.https()}/status/500"
    ages = CheckOptions().lifetimes.__class__(sound=0, other=0)
    reported_on = {}
    for day in (22, 22, 23, 24):
        report = check(address, plan=CheckOptions(QUICK, ages, TODAY.replace(day=day)))
        reported_on[day] = (report.findings[0].days, report.findings[0].severity, report.fails)
    assert reported_on == {
        22: (1, "warning", False),
        23: (2, "warning", False),
        24: (3, "error", True),
    }
    assert "on 3 days in a row" in report.findings[0].message


def test_days_that_are_far_apart_are_not_in_a_row(
    world: World, check: Callable[..., Report]
) -> None:
    address = f"{world.https()}/status/500?far"
    ages = CheckOptions().lifetimes.__class__(sound=0, other=0)
    days = [
        check(address, plan=CheckOptions(QUICK, ages, TODAY.replace(day=day))).findings[0].days
        for day in (1, 2, 20)
    ]
    assert days == [1, 2, 1]


def test_a_name_that_does_not_exist_is_broken_while_others_answer(
    world: World, check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    real = socket.getaddrinfo

    def lookup(host: object, *arguments: object, **more: object) -> object:
        if "gone.net" in str(host):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    report = check("https://www.gone.net/privacy", f"{world.https()}/page")
    assert [(one.group, one.message) for one in report.findings] == [
        ("broken", "there is no such host")
    ]


def test_without_a_network_nothing_is_concluded(
    check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def lookup(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    report = check("https://www.one.net/", "https://www.two.net/")
    assert [(one.group, one.days, one.severity) for one in report.findings] == [
        ("unsure", 0, "warning")
    ] * 2
    assert not report.has_network and not report.fails
