"""Each policy is compared with what it said when it was reviewed.

Layout counts for nothing, one changed sentence is found, and the site says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from aviso.model.repository import load_records
from aviso.site.compose import make_site
from tests.support.answering import World
from tests.support.policies import (
    PATH,
    SENTENCES,
    SPANISH,
    VENDOR,
    laid_out_anew,
    plain,
    seen,
    watch,
)
from tests.support.project import Project


def test_the_first_look_is_what_later_ones_are_compared_with(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    assert watch(aviso, "2026-06-02")["state"] == "first"
    kept = small_project.read("data/watch.yml")
    assert "borrowing" not in kept and "2026-06-02" in kept, (
        "digests and days are kept, not the text"
    )
    assert watch(aviso, "2026-06-03")["state"] == "unchanged"
    assert small_project.read("data/watch.yml") == kept


def test_a_new_layout_is_no_change(aviso: Callable[..., Result], world: World) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = laid_out_anew(SENTENCES)
    assert watch(aviso, "2026-06-03")["state"] == "unchanged"


def test_one_changed_sentence_is_found_word_by_word(
    aviso: Callable[..., Result], world: World
) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = laid_out_anew([one.replace("90 days", "two years") for one in SENTENCES])
    found = watch(aviso, "2026-06-03")
    assert (found["state"], found["since"]) == ("changed", "2026-06-03")
    assert found["diff"] == [
        "We keep your borrowing history for [-90 days-] {+two years+} after you return a book."
    ]
    assert found["share"] == pytest.approx(1 / 7, abs=0.04)
    assert watch(aviso, "2026-06-09")["since"] == "2026-06-03", (
        "it keeps the day on which it was first seen"
    )


def test_without_the_kept_text_the_new_sentence_is_shown(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    small_project.delete(".aviso/watch/pagewell.json")
    world.policies[PATH] = plain(
        [*SENTENCES[:3], "We sell your information to advertisers.", *SENTENCES[4:]]
    )
    assert watch(aviso, "2026-06-03")["diff"] == [
        "[-1 sentence-] {+We sell your information to advertisers.+}"
    ]


def test_a_sentence_that_is_set_aside_does_not_count_until_its_day(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    def look(day: str, number: int) -> tuple[object, str]:
        world.policies[PATH] = plain([*SENTENCES, f"Our lucky number is {number}."])
        done = aviso("watch", "pagewell", "--format", "json", "--today", day)
        return seen(done)["state"], done.stderr

    look("2026-06-02", 1)
    assert look("2026-06-03", 2)[0] == "changed"
    entry = "sentences:\n  - vendor: pagewell\n    sentence: our lucky number is *\n"
    more = "    reason: No part of the policy.\n    until: 2026-06-04\n"
    small_project.write("data/accepted.yml", entry + more)
    state, said = look("2026-06-04", 3)
    assert (state, "accepted.yml" in said) == ("unchanged", False)
    state, said = look("2026-06-05", 4)
    assert state == "changed" and "expired on 2026-06-04" in said
    small_project.replace("data/accepted.yml", "lucky number", "favorite letter")
    assert "no sentence of the policy of pagewell" in look("2026-06-04", 5)[1]


def test_another_language_is_reported_as_such(aviso: Callable[..., Result], world: World) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = plain(SPANISH, "es")
    found = watch(aviso, "2026-06-03")
    assert (found["state"], found["message"]) == (
        "other-language",
        "was in “en” and is now in “es”",
    )


def test_a_policy_that_vanishes_is_gone(aviso: Callable[..., Result], world: World) -> None:
    watch(aviso, "2026-06-02")
    del world.policies[PATH]
    assert watch(aviso, "2026-06-03")["state"] == "gone"
    world.policies[PATH] = plain(SENTENCES)
    assert watch(aviso, "2026-06-04")["state"] == "unchanged"


def test_a_policy_that_moves_says_where(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    small_project.replace(VENDOR, f"{world.https()}{PATH}", f"{world.https()}/to/301?where={PATH}")
    watch(aviso, "2026-06-02")
    found = watch(aviso, "2026-06-03")
    assert (found["state"], found["new_address"]) == ("moved", f"{world.https()}{PATH}")


def test_a_page_without_a_text_is_not_taken_for_a_change(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    before = small_project.read("data/watch.yml")
    world.policies[PATH] = (
        "<html><body><div id=app></div><script src=app.js></script></body></html>"
    )
    assert watch(aviso, "2026-06-03")["state"] == "unseen"
    assert small_project.read("data/watch.yml") == before


def test_a_fault_of_the_server_proves_nothing(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    vendor = small_project / VENDOR
    text = small_project.read(VENDOR)
    vendor.write_text(
        text.replace(f"{world.https()}{PATH}", f"{world.https()}/status/503"), "utf-8"
    )
    assert watch(aviso, "2026-06-03")["state"] == "unseen"


def test_strict_fails_for_a_change(aviso: Callable[..., Result], world: World) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = plain(SENTENCES[:-1])
    assert aviso("watch", "--strict", "--today", "2026-06-03").exit_code == 1
    done = aviso("watch", "--today", "2026-06-03")
    assert (
        done.exit_code == 0
        and "pagewell: changed since 2026-06-03; last reviewed by you on 2026-06-01" in done.stdout
    )
    assert "aviso vendor reviewed pagewell" in done.stdout


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "Its policy has changed since the last review (seen on June 3, 2026)"),
        ("es", "Su política cambió después de la última revisión (visto el 3 de junio de 2026)"),
    ],
)
def test_the_site_says_so_until_somebody_reviews_it(
    aviso: Callable[..., Result], world: World, small_project: Project, locale: str, words: str
) -> None:
    def table() -> str:
        return str(
            make_site("riverside", load_records(small_project.opened)[0])
            .make_context(locale, "companies")
            .render_vendors()
            .html
        )

    watch(aviso, "2026-06-02")
    assert words not in table()
    world.policies[PATH] = plain(SENTENCES[:-1])
    watch(aviso, "2026-06-03")
    assert words in table()
    done = aviso("vendor", "reviewed", "pagewell", "--private", "--on", "2026-06-04")
    assert done.exit_code == 0, done.output
    assert words not in table()
    assert watch(aviso, "2026-06-05")["state"] == "unchanged"


def test_what_changed_makes_the_site_anew(
    aviso: Callable[..., Result], world: World, small_project: Project, tmp_path: Path
) -> None:
    watch(aviso, "2026-06-02")
    build = ("build", "--jobs", "1", "--output", str(tmp_path / "public"), "--explain", "riverside")
    assert aviso(*build).exit_code == 0
    assert "unchanged" in aviso(*build).output
    world.policies[PATH] = plain(SENTENCES[:-1])
    watch(aviso, "2026-06-03")
    assert "changed: data/watch.yml#pagewell" in aviso(*build).output
    assert "changed since the last review" in (
        tmp_path / "public" / "riverside" / "companies" / "index.html"
    ).read_text("utf-8")


@pytest.mark.parametrize("sentence", ["We keep what is of you and the. ", "We keep it. "])
def test_a_policy_that_is_too_large_is_told_and_the_register_stays_readable(
    aviso: Callable[..., Result], world: World, small_project: Project, sentence: str
) -> None:
    count = 130_000 if len(sentence) > 20 else 6_000
    world.policies[PATH] = plain([sentence * count])
    found = watch(aviso, "2026-06-02")
    assert (found["state"], found["message"]) == ("unseen", "is too large to compare")
    assert not (small_project / "data/watch.yml").exists()
    assert small_project.invoke("check").exit_code == 0


def test_no_register_is_written_that_could_not_be_read(
    aviso: Callable[..., Result], small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aviso.apps.policies.register.MAXIMUM_BYTES", 300)
    done = aviso("watch", "pagewell", "--today", "2026-06-02")
    assert done.exit_code == 1
    assert "not written: data/watch.yml would have more than 300 bytes" in done.stderr
    assert not (small_project / "data/watch.yml").exists()


def test_one_page_that_cannot_be_read_does_not_stop_the_others(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    address = next(
        line.partition(": ")[2].partition(" ")[0]
        for line in small_project.read(VENDOR).splitlines()
        if line.startswith("privacy_policy:")
    )
    editions = f"{{en: '{address}', es: '{world.https()}/policy/hard'}}"
    small_project.replace(VENDOR, f"privacy_policy: {address}", f"privacy_policy: {editions}")
    world.policies["/policy/hard"] = "<div>" * 50_000
    rows = json.loads(aviso("watch", "--format", "json", "--today", "2026-06-02").stdout)
    told = {row["address"]: row["message"] for row in rows if row["vendor"] == "pagewell"}
    assert told[f"{world.https()}/policy/hard"] == "takes too long to read"
    assert told[f"{world.https()}{PATH}"] == "will be compared with today's text from now on"
