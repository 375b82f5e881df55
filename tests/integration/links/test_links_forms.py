"""``aviso links`` as it is called.

What it collects, how it reports, its exit status, ``--fix``, and the list of what is accepted.
"""

from __future__ import annotations

import asyncio
import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from click.testing import Result
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from aviso.apps.links.collect import collect_addresses
from aviso.apps.links.mail import classify_domains
from aviso.content.written_addresses import find_web_addresses
from tests.support.answering import World
from tests.support.project import Project

VENDOR = "data/vendors/pagewell.yml"


@pytest.fixture
def aviso(small_project: Project, world: World) -> Callable[..., Result]:
    """A call of ``aviso links`` in the small project; its vendor's addresses lead to the world."""
    small_project.replace(
        VENDOR,
        "https://www.pagewell.example/privacy",
        f"{world.https()}/to/301?where=/new-policy  # its policy",
    )
    small_project.replace(
        VENDOR, "https://www.pagewell.example", f"{world.https()}/page  # its site"
    )
    (small_project / ".aviso").mkdir(exist_ok=True)

    def run(*options: str) -> Result:
        pace = (
            "--private",
            "--gap",
            "0",
            "--pause",
            "0.01",
            "--retries",
            "0",
            "--memory",
            str(small_project / ".aviso" / "answers.sqlite"),
            "--today",
            "2026-11-22",
        )
        return small_project.invoke("links", *pace, *options)

    return run


def add(project: Project, address: str) -> int:
    """Name an address on a page, in both languages; return its line."""
    return [
        project.add_paragraph(f"docs/riverside/{locale}/index.md", f"[There]({address})")
        for locale in ("en", "es")
    ][-1]


def test_moved_and_sound_addresses_do_not_fail(aviso: Callable[..., Result], world: World) -> None:
    done = aviso()
    assert done.exit_code == 0, done.output
    assert (
        "Moved for good" in done.stdout
        and f"has moved for good to {world.https()}/new-policy" in done.stdout
        and f"{VENDOR}, line" in done.stdout
    )
    assert "1 moved" in done.stderr


def test_a_broken_one_fails_and_names_every_place(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    line = add(small_project, f"{world.https()}/status/404")
    done = aviso()
    assert done.exit_code == 1
    for locale in ("en", "es"):
        assert f"docs/riverside/{locale}/index.md, line {line}" in done.stdout


def test_json_names_places_and_new_addresses(aviso: Callable[..., Result], world: World) -> None:
    [finding] = json.loads(aviso("--format", "json").stdout)["findings"]
    assert (finding["group"], finding["new_address"], finding["places"][0]["file"]) == (
        "moved",
        f"{world.https()}/new-policy",
        VENDOR,
    )


def test_github_annotates_each_place(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    lines = aviso("--format", "github").stdout.splitlines()
    assert sum(line.startswith("::error file=docs/riverside/") for line in lines) == 2
    assert sum(line.startswith(f"::warning file={VENDOR},line=") for line in lines) == 1


def test_junit_fails_what_is_broken_only(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    suite = ElementTree.fromstring(aviso("--format", "junit").stdout).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
    assert {
        case.get("file") for case in suite.iter("testcase") if case.find("failure") is not None
    } == {"docs/riverside/en/index.md", "docs/riverside/es/index.md"}


def test_sarif_keeps_to_its_schema(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    text = aviso("--format", "sarif").stdout
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    value = json.loads(text)
    assert {(one["ruleId"], one["level"]) for one in value["runs"][0]["results"]} == {
        ("links/broken", "error"),
        ("links/moved", "warning"),
    }


def test_fix_writes_the_new_address_and_nothing_else(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    before = small_project.read(VENDOR)
    done = aviso("--fix")
    assert small_project.read(VENDOR) == before.replace(
        f"{world.https()}/to/301?where=/new-policy", f"{world.https()}/new-policy"
    )
    assert f"written: {VENDOR}, line" in done.stderr
    assert "all sound" in aviso().stderr


@pytest.mark.parametrize(("until", "status"), [("2026-11-22", 0), ("2026-11-21", 1)])
def test_what_is_accepted_does_not_fail_until_its_day(
    aviso: Callable[..., Result], small_project: Project, world: World, until: str, status: int
) -> None:
    add(small_project, f"{world.https()}/status/404")
    entry = (
        "links:\n"
        f'  - address: "{world.https()}/status/*"\n'
        "    group: broken\n"
        "    reason: It comes back in December.\n"
        f"    until: {until}\n"
    )
    small_project.write("data/accepted.yml", entry)
    done = aviso()
    assert done.exit_code == status
    assert ("ended on 2026-11-21" in done.stdout) == (status == 1) and (
        "1 accepted" in done.stderr
    ) == (status == 0)


def test_an_entry_that_matches_nothing_is_reported_but_not_offline(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    entry = (
        "links:\n"
        f'  - address: "{world.https()}/status/404"\n'
        "    group: broken\n"
        "    reason: It comes back.\n"
        "    until: 2027-01-31\n"
    )
    small_project.write("data/accepted.yml", entry)
    assert "[config/suppression-matches-nothing]" in aviso().stdout
    assert "suppression" not in aviso("--offline").stdout
    assert "suppression" not in aviso("--ignore", "config").stdout
    add(small_project, f"{world.https()}/status/404")
    assert "suppression" not in aviso().stdout


def test_what_is_ignored_does_not_fail(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    assert aviso("--ignore", "links/broken").exit_code == 0
    done = aviso("--select", "links/broken", "--format", "json")
    rows = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1 and {row["rule"] for row in rows} == {"links/broken"}


def test_a_faulty_list_is_reported_with_its_line(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.write(
        "data/accepted.yml",
        "links:\n  - address: https://www.example.org\n    group: brokn\n    until: 2027-01-01\n",
    )
    done = aviso()
    assert (
        done.exit_code == 1
        and "data/accepted.yml, line 3: " in done.stdout
        and 'Did you mean "broken"?' in done.stdout
    )
    assert "data/accepted.yml, line 3: " in small_project.invoke("check").stdout


def test_offline_and_fix_cannot_go_together(aviso: Callable[..., Result]) -> None:
    assert aviso("--offline", "--fix").exit_code == 2


def test_addresses_are_found_where_people_write_them(small_project: Project) -> None:
    add(small_project, "https://a.library.net/page")
    small_project.append(
        "docs/riverside/en/index.md",
        (
            "\n"
            "<https://b.library.net>\n\n"
            "`https://code.library.net`\n\n"
            "[r]: https://c.library.net/x 'T'\n\n"
            "[mail](mailto:ask@library.net?subject=x) <tell@library.net>\n"
        ),
    )
    found = collect_addresses(small_project.opened)
    assert {address for address in found.web if "library.net" in address} == {
        "https://a.library.net/page",
        "https://b.library.net",
        "https://c.library.net/x",
    }
    assert {"ask@library.net", "tell@library.net"} <= set(found.mail)
    assert not any("code.library.net" in address for address in found.web)


def test_an_address_in_a_link_may_hold_brackets(small_project: Project) -> None:
    add(small_project, "https://a.library.net/page(1)")
    assert {one for one in collect_addresses(small_project.opened).web if "library.net" in one} == {
        "https://a.library.net/page(1)"
    }


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (
            "See https://a.net/b, and (https://c.net/d_(e)).",
            ["https://a.net/b", "https://c.net/d_(e)"],
        ),
        ("“https://a.net/?q=1&r=2#s”", ["https://a.net/?q=1&r=2#s"]),
        ("https://a.net.", ["https://a.net"]),
        ("none", []),
    ],
)
def test_marks_around_an_address_are_not_part_of_it(text: str, addresses: list[str]) -> None:
    assert find_web_addresses(text) == addresses


def test_a_librarys_own_address_is_no_link(small_project: Project) -> None:
    small_project.replace(
        "data/libraries/riverside.yml",
        "address: https://notices.example.org/riverside/",
        "address: https://privacy.library.net/",
    )
    small_project.add_paragraph(
        "docs/riverside/en/index.md", "[Elsewhere](https://elsewhere.library.net/)"
    )
    found = [
        address
        for address in collect_addresses(small_project.opened).web
        if "library.net" in address
    ]
    assert found == ["https://elsewhere.library.net/"]


# Email: a real name server on a loopback address.

ZONE = {
    ("mail.net", "MX"): "10 mx.mail.net.",
    ("host-only.net", "A"): "192.0.2.1",
    ("no-mail.net", "MX"): "0 .",
}
NAMES = {"mail.net", "host-only.net", "no-mail.net", "nothing.net"}


class _Names(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, socket = self.request
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True)
        reply = dns.message.make_response(query)
        if name == "silent.net":
            return
        if name not in NAMES:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        record = ZONE.get((name, dns.rdatatype.to_text(question.rdtype)))
        if record:
            reply.answer.append(
                dns.rrset.from_text(
                    question.name, 60, "IN", dns.rdatatype.to_text(question.rdtype), record
                )
            )
        socket.sendto(reply.to_wire(), self.client_address)


@pytest.fixture
def resolver() -> Iterator[dns.asyncresolver.Resolver]:
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Names) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        one = dns.asyncresolver.Resolver(configure=False)
        one.nameservers, one.port, one.lifetime = ["127.0.0.1"], server.server_address[1], 30
        yield one
        server.shutdown()


def test_domains_that_take_no_mail_are_broken(resolver: dns.asyncresolver.Resolver) -> None:
    verdicts = asyncio.run(classify_domains([*sorted(NAMES), "gone.net"], resolver))
    assert {domain: verdict.group for domain, verdict in verdicts.items()} == {
        "mail.net": "sound",
        "host-only.net": "sound",
        "no-mail.net": "broken",
        "nothing.net": "broken",
        "gone.net": "broken",
    }


def test_a_name_server_that_says_nothing_proves_nothing(
    resolver: dns.asyncresolver.Resolver,
) -> None:
    resolver.lifetime = 0.5
    assert asyncio.run(classify_domains(["silent.net"], resolver))["silent.net"].group == "unsure"
