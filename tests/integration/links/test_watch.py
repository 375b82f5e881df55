"""Each policy is compared with what it said when it was reviewed.

Layout counts for nothing, one changed sentence is found, and the site says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from aviso.apps.policies.compare import compare_policies
from aviso.apps.policies.extract import PolicyText, extract_policy
from aviso.i18n.word_diff import format_word_diff
from aviso.model.repository import load_records
from aviso.site.compose import make_site
from tests.support.answering import World
from tests.support.project import Project

VENDOR = "data/vendors/pagewell.yml"
PATH = "/policy/pagewell"
SENTENCES = [
    (
        "We collect your name, your email address and the number of your library card when you "
        "register."
    ),
    "We use this information to let you borrow books and to tell you when they are due.",
    "We keep your borrowing history for 90 days after you return a book.",
    "We do not sell your information to anyone.",
    (
        "We share information with companies that run our servers, and with the courts if a "
        "law makes us."
    ),
    "You may ask us at any time to delete your account and all that belongs to it.",
    "Children under 13 may use the service only through their library.",
]
SPANISH = [
    (
        "Recopilamos su nombre, su correo electrónico y el número de su tarjeta de la "
        "biblioteca cuando usted se registra."
    ),
    (
        "Usamos esos datos para que usted pueda pedir libros prestados y para avisarle de las "
        "fechas de devolución."
    ),
    "Guardamos el historial de préstamos durante 90 días después de la devolución de los libros.",
    (
        "No vendemos sus datos a nadie, y los compartimos con las empresas que administran los "
        "servidores."
    ),
    "Usted puede pedir en cualquier momento que borremos su cuenta y todo lo que hay en ella.",
]


def plain(sentences: list[str], language: str = "en") -> str:
    return (
        f'<html lang="{language}"><head><title>Privacy</title></head><body><h1>Privacy policy</h1>'
        + "".join(f"<p>{one}</p>" for one in sentences)
        + "</body></html>"
    )


def laid_out_anew(sentences: list[str]) -> str:
    first, rest = sentences[:3], sentences[3:]
    return (
        '<html lang="en"><head><title>Privacy</title><style>p{color:red}</style>'
        '<script>var x=1</script></head><body class="new">'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>'
        '</header><main><article><h1>Privacy policy</h1><div class="a"><div class="b"><p>'
        + " ".join(first)
        + "</p></div></div><ul>"
        + "".join(f"<li><span>{one}</span></li>" for one in rest)
        + "</ul></article></main><footer><p>© 2027 Pagewell</p></footer></body></html>"
    )


@pytest.fixture
def aviso(small_project: Project, world: World) -> Iterator[Callable[..., Result]]:
    """A call of aviso in the small project.

    Its vendor's policy stands in the world and was reviewed on June 1.
    """
    small_project.replace(
        VENDOR, "https://www.pagewell.example/privacy", f"{world.https()}{PATH}   # checked by hand"
    )
    small_project.append(VENDOR, "reviewed_on: 2026-06-01   # by two of us\n")
    world.policies[PATH] = plain(SENTENCES)

    def run(*arguments: str) -> Result:
        more = ("--private", "--gap", "0", "--retries", "0") if arguments[0] == "watch" else ()
        return small_project.invoke(*arguments, *more)

    yield run
    world.policies.clear()


def seen(done: Result) -> dict[str, object]:
    assert done.exit_code == 0, done.output
    [one] = [row for row in json.loads(done.stdout) if row["vendor"] == "pagewell"]
    return one


def watch(aviso: Callable[..., Result], day: str) -> dict[str, object]:
    return seen(aviso("watch", "pagewell", "--format", "json", "--today", day))


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
        ("en", "Its policy has changed since our review (seen on June 3, 2026)"),
        ("es", "Su política cambió después de nuestra revisión (visto el 3 de junio de 2026)"),
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


def test_recording_a_review_moves_nothing_else_in_the_file(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--private", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace(
        "reviewed_on: 2026-06-01 ", "reviewed_on: 2026-07-01 "
    )


def test_the_first_review_gets_a_line_of_its_own(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.replace(
        VENDOR,
        "reviewed_on: 2026-06-01   # by two of us\n",
        "evidence:\n  url: https://www.example.org/  # theirs\n",
    )
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace(
        "evidence:", "reviewed_on: 2026-07-01\nevidence:"
    )
    assert small_project.invoke("check").exit_code == 0


@pytest.mark.parametrize(
    "key", ["reviewed_on :", '"reviewed_on":', "'reviewed_on' :", "reviewed_on  :  "]
)
def test_the_day_is_written_however_its_key_is(
    aviso: Callable[..., Result], small_project: Project, key: str
) -> None:
    small_project.replace(VENDOR, "reviewed_on:", key)
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace("2026-06-01", "2026-07-01")
    assert small_project.invoke("check").exit_code == 0


@pytest.mark.parametrize(
    "written",
    [
        "? reviewed_on\n: 2026-06-01\n",
        "reviewed_on:\n  2026-06-01\n",
        '"\\x72eviewed_on": 2026-06-01\n',
    ],
)
def test_a_file_that_would_say_the_day_twice_is_left_alone(
    aviso: Callable[..., Result], small_project: Project, written: str
) -> None:
    small_project.replace(VENDOR, "reviewed_on: 2026-06-01   # by two of us\n", written)
    before = small_project.read(VENDOR)
    done = aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-07-01")
    assert done.exit_code == 1 and "write reviewed_on: 2026-07-01 there" in done.output
    assert small_project.read(VENDOR) == before


def test_a_review_without_a_network_forgets_what_was_compared(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = plain(SENTENCES[:-1])
    watch(aviso, "2026-06-03")
    aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-06-04")
    assert load_records(small_project.opened)[0].changed_policies == {}
    assert watch(aviso, "2026-06-05")["state"] == "first"


def test_a_review_written_by_hand_counts_as_well(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = plain(SENTENCES[:-1])
    watch(aviso, "2026-06-03")
    small_project.replace(VENDOR, "reviewed_on: 2026-06-01", "reviewed_on: 2026-06-04")
    assert watch(aviso, "2026-06-05")["state"] == "first"
    assert watch(aviso, "2026-06-06")["state"] == "unchanged"


def test_an_unknown_company_ends_with_2(aviso: Callable[..., Result]) -> None:
    for arguments in (("watch", "pagewel"), ("vendor", "reviewed", "pagewel")):
        done = aviso(*arguments)
        assert done.exit_code == 2 and 'Did you mean "pagewell"?' in done.output


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
    assert "changed since our review" in (
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
    small_project.append(VENDOR, f"privacy_policy_es: {world.https()}/policy/hard\n")
    world.policies["/policy/hard"] = "<div>" * 50_000
    rows = json.loads(aviso("watch", "--format", "json", "--today", "2026-06-02").stdout)
    told = {row["address"]: row["message"] for row in rows if row["vendor"] == "pagewell"}
    assert told[f"{world.https()}/policy/hard"] == "takes too long to read"
    assert told[f"{world.https()}{PATH}"] == "will be compared with what it says today"


def test_words_are_compared_one_by_one() -> None:
    assert format_word_diff("a b c", "a x c d") == "a [-b-] {+x+} c {+d+}"
    assert compare_policies(["00000000"], PolicyText(("New words.",)), None).diff == (
        "[-1 sentence-] {+New words.+}",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>One thing. Another thing.</p>", "<ul><li>One thing.</li><li>Another thing.</li></ul>"),
        ("<p>“Quoted” – so.</p>", '<p>"Quoted" - so.</p>'),
    ],
)
def test_marks_and_lists_are_layout(before: str, after: str) -> None:
    filler = "".join(f"<p>{one}</p>" for one in SENTENCES)
    one, other = (
        extract_policy(
            f"<html><body><article>{filler}{text}</article></body></html>".encode(), "utf-8", True
        )
        for text in (before, after)
    )
    assert one.digests == other.digests


def test_a_file_of_another_kind_is_compared_as_a_whole() -> None:
    assert (
        extract_policy(b"%PDF-1", "utf-8", False).digests
        != extract_policy(b"%PDF-2", "utf-8", False).digests
    )
