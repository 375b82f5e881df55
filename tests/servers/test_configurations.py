"""The configurations as they are for the web.

Each server accepts them; they follow the facts, and say where they cannot.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import CONFIGURATIONS, generate
from aviso.apps.hosting.hosts import plan_hosts
from aviso.core.report_formats import format_text
from tests.support.hosted_project import DEEP, OWN, SHARED
from tests.support.project import Project
from tests.support.web_servers import SEARCH_PATH, certificate, command_of

SERVERS = ("nginx", "apache", "caddy")


@pytest.fixture
def changed(hosted: Project, tmp_path: Path) -> Project:
    """A copy of the project to change, without its sites."""
    return hosted.copied_to(tmp_path / "project")


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("brotli", [True, False])
def test_each_server_accepts_its_configuration_for_the_web(
    server: str, brotli: bool, hosted: Project, tmp_path: Path
) -> None:
    for host in (SHARED, OWN, DEEP):
        certificate(tmp_path / "certificates" / host, host)
    settings = ServerSettings(
        str(hosted.public),
        str(tmp_path),
        certificates=str(tmp_path / "certificates"),
        has_brotli=brotli,
    )
    (tmp_path / "aviso.conf").write_text(generate(hosted.opened, server, settings)[0][""], "utf-8")
    done = looked_through(server, tmp_path)
    assert done.returncode == 0, done.stderr
    assert warnings(server, done.stderr) == []


@pytest.mark.parametrize("server", SERVERS)
def test_each_server_would_refuse_a_directive_that_it_does_not_know(
    server: str, hosted: Project, tmp_path: Path
) -> None:
    settings = ServerSettings(str(hosted.public), str(tmp_path), "127.0.0.1:8080")
    text = generate(hosted.opened, server, settings)[0][""]
    wrong = (
        "http://elsewhere:8080 {\n\tno_such_directive\n}"
        if server == "caddy"
        else "no_such_directive on;"
    )
    (tmp_path / "aviso.conf").write_text(f"{text}\n{wrong}\n", "utf-8")
    done = looked_through(server, tmp_path)
    assert done.returncode != 0 and "no_such_directive" in done.stderr


def looked_through(server: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Have a server look through its configuration without running it."""
    command = command_of(server, folder, folder / "aviso.conf")
    command = ["caddy", "validate", *command[2:]] if server == "caddy" else [*command[:3], "-t"]
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    environment = {**os.environ, "PATH": SEARCH_PATH, **homes}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=folder, check=False
    )


# Caddy would have every line indented its way; the redirects are switched off for the tests alone.
OF_NO_CONCERN = re.compile("not formatted|automatic HTTP->HTTPS redirects are disabled")


def warnings(server: str, said: str) -> list[str]:
    """What a server warns of; Caddy writes JSON."""
    if server != "caddy":
        return [line for line in said.splitlines() if "warn" in line.lower()]
    reported = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    warned = [one["msg"] for one in reported if one["level"] in ("warn", "error")]
    return [message for message in warned if not OF_NO_CONCERN.search(message)]


@pytest.mark.parametrize("server", SERVERS)
def test_the_same_facts_give_the_same_bytes_in_any_folder(
    server: str, hosted: Project, changed: Project
) -> None:
    settings = ServerSettings("/srv/public", "/var/log")
    assert generate(hosted.opened, server, settings) == generate(changed.opened, server, settings)


@pytest.mark.parametrize("server", SERVERS)
def test_one_host_alone_can_be_had(server: str, hosted: Project) -> None:
    text = generate(hosted.opened, server, ServerSettings("/srv/public", "/var/log"), (OWN,))[0][""]
    assert OWN in text and DEEP not in text and f"{SHARED} " not in text


def test_what_a_notice_states_and_no_server_logs_is_reported_with_its_line(hosted: Project) -> None:
    reported = format_text(plan_hosts(hosted.opened)[1])
    line = hosted.line_of("data/libraries/wide.yml", "data: [domain-name")
    for category in ("domain-name", "visit-duration"):
        assert (
            f'data/libraries/wide.yml, line {line}: warning: the notice of "wide" says '
            f'that website logs hold "{category}"; '
            "the log of its own host does not: no web server can log it by itself"
        ) in reported


def test_what_a_record_leaves_out_is_reported(changed: Project) -> None:
    changed.replace(
        "data/libraries/wide.yml", "kind: library", "kind: library\nwebsite_log: [visit-time]"
    )
    assert (
        'hold "ip-address"; the log of its own host does not: the record\'s website_log '
        "leaves it out"
    ) in format_text(plan_hosts(changed.opened)[1])


def test_what_caddy_cannot_keep_apart_is_reported(hosted: Project) -> None:
    reported = format_text(
        generate(hosted.opened, "caddy", ServerSettings("/srv/public", "/var/log"))[1]
    )
    assert 'the log of "wide" should hold ip-address' in reported
    assert 'the log of "own"' not in reported


def test_a_changed_notice_changes_the_log(changed: Project) -> None:
    settings = ServerSettings("/srv/public", "/var/log")
    assert (
        "log_format aviso_own '$remote_addr $time_iso8601 $status';"
        in generate(changed.opened, "nginx", settings)[0][""]
    )
    changed.replace(
        "data/libraries/own.yml",
        "data: [domain-name, ip-address, status-code, visit-time, usage-statistics]",
        "data: [ip-address, visit-time]",
    )
    assert (
        "log_format aviso_own '$remote_addr $time_iso8601';"
        in generate(changed.opened, "nginx", settings)[0][""]
    )
    changed.replace(
        "data/libraries/own.yml", "data: [ip-address, visit-time]", "data: [usage-statistics]"
    )
    assert (
        "log_format aviso_own '$aviso_day \"$aviso_path\" $status';"
        in generate(changed.opened, "nginx", settings)[0][""]
    )


def test_logs_are_put_away_when_the_notice_says_so(changed: Project) -> None:
    text = generate(changed.opened, "logrotate", ServerSettings("", "/var/log/nginx"))[0][""]
    [rule] = re.findall(
        r"^/var/log/nginx/aviso-example\.log \{.*?^\}", text, re.MULTILINE | re.DOTALL
    )
    assert "daily" in rule and "rotate 6\n" in rule and "maxage 7\n" in rule
    assert "aviso-own" not in text


# The verb


@pytest.fixture
def aviso(changed: Project) -> Callable[..., Result]:
    return lambda *arguments: changed.invoke("hosting", *arguments)


def test_the_verb_prints_the_configuration_and_tells_beside_it(
    aviso: Callable[..., Result], changed: Project
) -> None:
    done = aviso("nginx")
    assert done.exit_code == 0
    assert f"alias {changed.public}/example/;" in done.stdout and "warning" not in done.stdout
    assert "warning: the notice of" in done.stderr


def test_the_verb_tells_when_what_is_there_is_stale(
    aviso: Callable[..., Result], changed: Project
) -> None:
    assert aviso("caddy", "--output", "Caddyfile").exit_code == 0
    assert aviso("caddy", "--output", "Caddyfile", "--check").exit_code == 0
    changed.replace(
        "data/libraries/own.yml",
        f"address: https://{OWN}/",
        "address: https://elsewhere.example.org/",
    )
    stale = aviso("caddy", "--output", "Caddyfile", "--check")
    assert stale.exit_code == 1 and "Caddyfile is not what would be written now" in stale.stdout
    assert "elsewhere.example.org" not in changed.read("Caddyfile")


def test_the_verb_writes_a_folder_for_each_static_host(
    aviso: Callable[..., Result], changed: Project
) -> None:
    assert aviso("static", "--output", "made").exit_code == 0
    assert {
        path.relative_to(changed.root).as_posix() for path in (changed / "made").rglob("_*")
    } == {
        f"made/{host}/{name}" for host in (SHARED, OWN, DEEP) for name in ("_headers", "_redirects")
    }


def test_faulty_data_give_no_configuration(aviso: Callable[..., Result], changed: Project) -> None:
    changed.replace("data/libraries/own.yml", "kind: library", "kind: libary")
    done = aviso("nginx", "--output", "made.conf")
    assert (
        done.exit_code == 1
        and "Did you mean" in done.stderr
        and not (changed / "made.conf").exists()
    )


def test_an_unknown_host_is_reported(aviso: Callable[..., Result]) -> None:
    done = aviso("nginx", "privcy.own.example.org")
    assert done.exit_code == 2 and f'Did you mean "{OWN}"?' in done.stderr


def test_a_fault_of_the_code_is_not_reported_as_an_unknown_host(
    aviso: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise KeyError("of the code")

    monkeypatch.setitem(CONFIGURATIONS, "nginx", broken)
    with pytest.raises(KeyError, match="of the code"):
        aviso("nginx")


def test_check_needs_something_to_compare_with(aviso: Callable[..., Result]) -> None:
    assert aviso("nginx", "--check").exit_code == 2


# The well-known files of the sites


def test_a_library_with_a_host_of_its_own_has_its_own_files(public: Path) -> None:
    assert (public / "own/.well-known/security.txt").read_text("utf-8").splitlines() == [
        "Contact: mailto:desk@own.example.org",
        "Expires: 2027-01-31T23:59:59Z",
        "Preferred-Languages: en, es",
        f"Canonical: https://{OWN}/.well-known/security.txt",
    ]
    assert json.loads((public / "own/.well-known/gpc.json").read_text("utf-8")) == {
        "gpc": True,
        "lastUpdate": "2026-02-01",
    }


def test_the_shared_host_speaks_for_the_libraries_on_it_only(public: Path) -> None:
    text = (public / ".well-known/security.txt").read_text("utf-8")
    assert "Contact: mailto:privacy@example.org" in text and OWN not in text
    assert not (public / ".well-known/gpc.json").exists()
    assert (
        not (public / "example/.well-known").exists() and not (public / "deep/.well-known").exists()
    )
