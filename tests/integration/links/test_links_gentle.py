"""No host is asked more often than promised.

Retry-After is obeyed, and what is known is not asked for again.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from aviso.apps.links.checker import CheckOptions, Report
from aviso.apps.links.store import CacheLifetimes, open_cache
from tests.support.answering import World
from tests.support.project import Project
from tests.support.quick_links import QUICK, TODAY

Check = Callable[..., Report]


def gaps(world: World, host: int, since: int) -> list[float]:
    times = [one.at for one in world.asked[since:] if one.host == world.hosts[host]]
    return [later - earlier for earlier, later in pairwise(times)]


def test_a_host_is_never_hit_faster_than_promised(world: World, check: Check) -> None:
    since = len(world.asked)
    addresses = [
        f"{world.https(host)}/{kind}?gentle={number}"
        for host in (0, 1, 2)
        for number in range(4)
        for kind in ("page", "no-head", "status/500")
    ]
    check(*addresses, plan=CheckOptions(replace(QUICK, gap=0.05), today=TODAY))
    for host in (0, 1, 2):
        found = gaps(world, host, since)
        assert len(found) > 12 and min(found) >= 0.05


def test_redirects_to_a_host_count_for_it_as_well(world: World, check: Check) -> None:
    since = len(world.asked)
    check(
        *(
            f"{world.https(host)}/to/302?where={world.https(2)}/page{host}{number}"
            for host in (0, 1)
            for number in range(3)
        ),
        plan=CheckOptions(replace(QUICK, gap=0.05), today=TODAY),
    )
    assert len(gaps(world, 2, since)) == 5 and min(gaps(world, 2, since)) >= 0.05


def test_several_hosts_are_asked_at_once(world: World, check: Check) -> None:
    slow = replace(QUICK, total=2, retries=0)
    began = time.monotonic()
    check(
        *(f"{world.https(host)}/hanging" for host in (0, 1, 2)),
        plan=CheckOptions(slow, today=TODAY),
    )
    arrived = [one.at - began for one in world.asked[-3:] if one.path == "/hanging"]
    assert (
        len(arrived) == 3 and max(arrived) < 2
    )  # All three were asked before the first of them was given up.


def test_retry_after_is_obeyed(world: World, check: Check) -> None:
    world.counts["/later/1"] = 0
    since = len(world.asked)
    assert check(f"{world.https()}/later/1", f"{world.https()}/page?after").findings == []
    assert gaps(world, 0, since)[0] >= 1.0


def test_who_asks_for_too_long_a_wait_is_left_alone(world: World, check: Check) -> None:
    since = len(world.asked)
    report = check(
        f"{world.https(1)}/always-later/3600",
        f"{world.https(1)}/page?closed",
        f"{world.https()}/page?open",
    )
    assert [one.path for one in world.asked[since:] if one.host == world.hosts[1]] == [
        "/always-later/3600"
    ]
    assert [(one.group, one.severity) for one in report.findings] == [("refused", "warning")] * 2


def test_retries_wait_longer_each_time(world: World, check: Check) -> None:
    since = len(world.asked)
    check(
        f"{world.https()}/status/502",
        f"{world.https()}/status/502/file.pdf",
        plan=CheckOptions(replace(QUICK, retries=3, pause=0.1), today=TODAY),
    )
    between = [gap for gap in gaps(world, 0, since) if gap >= 0.1]
    assert len(between) >= 6
    # Of a page GET four times, of a document HEAD as well.
    assert Counter(one.method for one in world.asked[since:]) == {"GET": 8, "HEAD": 4}


def test_the_second_run_asks_nobody(world: World, check: Check) -> None:
    addresses = [
        f"{world.https(host)}/{path}"
        for host in (0, 1)
        for path in ("page", "status/404", "page#here", "to/301?where=/page")
    ]
    first = check(*addresses)
    since = len(world.asked)
    second = check(*addresses)
    assert len(world.asked) == since and second.asked == 0
    assert [one.verdict for one in second.findings] == [one.verdict for one in first.findings]


def test_an_answer_of_some_age_is_asked_for_again(world: World, check: Check) -> None:
    address = f"{world.https()}/page?aged"
    check(address)
    assert check(address, plan=CheckOptions(QUICK, CacheLifetimes(0, 0), TODAY)).asked == 1


def test_a_new_place_on_a_known_page_is_asked_for(world: World, check: Check) -> None:
    check(f"{world.https()}/page?places#here")
    assert check(f"{world.https()}/page?places#nowhere").findings[0].group == "broken"


def test_offline_asks_nobody_and_says_what_is_not_known(world: World, check: Check) -> None:
    gone = f"{world.https()}/status/410"
    check(gone)
    since = len(world.asked)
    report = check(
        gone,
        f"{world.https()}/page?never",
        plan=CheckOptions(QUICK, CacheLifetimes(0, 0), TODAY, is_offline=True),
    )
    assert (
        len(world.asked) == since and report.unknown == 1 and report.findings[0].group == "broken"
    )


def whole(path: Path) -> set[str]:
    """Which of the 60 pages a memory holds answers for; fails if it is not whole."""
    with open_cache(path), sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        rows = database.execute("SELECT page, answer FROM answers").fetchall()
    assert all("status" in json.loads(answer) for _, answer in rows)
    return {page for page, _ in rows if "?kill=" in page}


@pytest.fixture
def linked_project(small_project: Project, tmp_path: Path, world: World) -> Project:
    """A project whose vendor's page names 60 addresses."""
    project = small_project.whole_copy(tmp_path / "project")
    links = "\n".join(
        f"- [Page {number}]({world.https(number % 3)}/page?kill={number})" for number in range(60)
    )
    for locale in ("en", "es"):
        project.append(f"docs/riverside/{locale}/index.md", f"\n{links}\n")
    return project


def started(project: Project, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        project.command("links", "--private", "--gap", "0.05", "--format", "json", *options),
        cwd=project.root,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=project.environment(),
    )


def test_a_killed_run_leaves_a_whole_memory_and_the_next_goes_on(
    world: World, linked_project: Project
) -> None:
    memory = linked_project / ".aviso/links/answers.sqlite"
    kept: set[str] = set()
    for more in (5, 15):
        since = len(world.asked)
        process = started(linked_project)
        while len(world.asked) < since + more and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL, "it was done before it could be killed"
        before, kept = kept, whole(memory)
        assert kept >= before and kept
    since = len(world.asked)
    said, _ = started(linked_project).communicate()
    asked = {one.path for one in world.asked[since:] if "kill=" in one.path}
    known = {page[page.index("/page?") :] for page in kept}
    assert len(asked) == 60 - len(known) and not asked & known
    assert json.loads(said)["summary"]["asked"] >= len(asked)
    assert len(whole(memory)) == 60


def test_stopping_says_that_what_was_found_is_kept(world: World, linked_project: Project) -> None:
    since = len(world.asked)
    process = started(linked_project)
    while len(world.asked) < since + 6 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (
        process.returncode == 130
        and said == "Stopped. The results so far are kept; run it again to continue.\n"
    )
    assert whole(linked_project / ".aviso/links/answers.sqlite")
