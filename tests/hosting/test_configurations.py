"""The configurations as they are for the web: each server accepts them; they follow the facts, and say where they cannot."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hosted_project import DEEP, OWN, SHARED, change
from test_in_the_browser import certificate
from web_servers import SEARCH_PATH, command_of

from aviso.apps.hosting.config_templates import Settings
from aviso.apps.hosting.generator import CONFIGURATIONS, generate
from aviso.apps.hosting.hosts import plan_hosts
from aviso.cli.main import main
from aviso.core.project import Project
from aviso.core.report_formats import as_text

SERVERS = ("nginx", "apache", "caddy")


@pytest.fixture
def changed(hosted: Path, tmp_path: Path) -> Path:
    """A copy of the project to change, without its sites."""
    return Path(
        shutil.copytree(hosted, tmp_path / "project", ignore=shutil.ignore_patterns("public"))
    )


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("brotli", [True, False])
def test_each_server_accepts_its_configuration_for_the_web(
    server: str, brotli: bool, hosted: Path, tmp_path: Path
) -> None:
    for host in (SHARED, OWN, DEEP):
        certificate(tmp_path / "certificates" / host, host)
    settings = Settings(
        str(hosted / "public"),
        str(tmp_path),
        certificates=str(tmp_path / "certificates"),
        has_brotli=brotli,
    )
    (tmp_path / "aviso.conf").write_text(
        generate(Project(hosted), server, settings)[0][""], "utf-8"
    )
    command = command_of(server, tmp_path, tmp_path / "aviso.conf")
    command = ["caddy", "validate", *command[2:]] if server == "caddy" else [*command[:3], "-t"]
    environment = {
        **os.environ,
        "PATH": SEARCH_PATH,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert server == "caddy" or "warn" not in done.stderr.lower(), done.stderr


@pytest.mark.parametrize("server", SERVERS)
def test_the_same_facts_give_the_same_bytes(server: str, hosted: Path) -> None:
    settings = Settings("/srv/public", "/var/log")
    assert generate(Project(hosted), server, settings) == generate(
        Project(hosted), server, settings
    )


@pytest.mark.parametrize("server", SERVERS)
def test_one_host_alone_can_be_had(server: str, hosted: Path) -> None:
    text = generate(Project(hosted), server, Settings("/srv/public", "/var/log"), (OWN,))[0][""]
    assert OWN in text and DEEP not in text and f"{SHARED} " not in text


def test_what_a_notice_states_and_no_server_logs_is_told_with_its_line(hosted: Path) -> None:
    told = as_text(plan_hosts(Project(hosted))[1])
    line = 1 + next(
        index
        for index, text in enumerate(
            (hosted / "data/libraries/westchester.yml").read_text("utf-8").splitlines()
        )
        if "data: [domain-name" in text
    )
    for category in ("domain-name", "visit-duration"):
        assert (
            f'data/libraries/westchester.yml, line {line}: warning: the notice of "westchester" says that website logs hold "{category}"; '
            "the log of its own host does not: no web server can log it by itself"
        ) in told


def test_what_a_record_leaves_out_is_told(changed: Path) -> None:
    change(changed, "westchester", "kind: system", "kind: system\nwebsite_log: [visit-time]")
    assert (
        'hold "ip-address"; the log of its own host does not: the record\'s website_log leaves it out'
        in as_text(plan_hosts(Project(changed))[1])
    )


def test_what_caddy_cannot_keep_apart_is_told(hosted: Path) -> None:
    told = as_text(generate(Project(hosted), "caddy", Settings("/srv/public", "/var/log"))[1])
    assert 'the log of "westchester" should hold ip-address' in told
    assert 'the log of "sonoma"' not in told


def test_a_changed_notice_changes_the_log(changed: Path) -> None:
    settings = Settings("/srv/public", "/var/log")
    assert (
        "log_format aviso_sonoma '$remote_addr $time_iso8601 $status';"
        in generate(Project(changed), "nginx", settings)[0][""]
    )
    change(
        changed,
        "sonoma",
        "data: [domain-name, ip-address, status-code, visit-time, usage-statistics]",
        "data: [ip-address, visit-time]",
    )
    assert (
        "log_format aviso_sonoma '$remote_addr $time_iso8601';"
        in generate(Project(changed), "nginx", settings)[0][""]
    )
    change(changed, "sonoma", "data: [ip-address, visit-time]", "data: [usage-statistics]")
    assert (
        "log_format aviso_sonoma '$aviso_day \"$aviso_path\" $status';"
        in generate(Project(changed), "nginx", settings)[0][""]
    )


def test_logs_are_put_away_when_the_notice_says_so(changed: Path) -> None:
    text = generate(Project(changed), "logrotate", Settings("", "/var/log/nginx"))[0][""]
    [rule] = re.findall(
        r"^/var/log/nginx/aviso-example\.log \{.*?^\}", text, re.MULTILINE | re.DOTALL
    )
    assert "daily" in rule and "rotate 6\n" in rule and "maxage 7\n" in rule
    assert "aviso-sonoma" not in text


# The verb


@pytest.fixture
def aviso(changed: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(changed)
    return lambda *arguments: CliRunner().invoke(main, ["hosting", *arguments])


def test_the_verb_prints_the_configuration_and_tells_beside_it(
    aviso: Callable[..., Result], changed: Path
) -> None:
    done = aviso("nginx")
    assert done.exit_code == 0
    assert f"alias {changed / 'public'}/example/;" in done.stdout and "warning" not in done.stdout
    assert "warning: the notice of" in done.stderr


def test_the_verb_tells_when_what_is_there_is_stale(
    aviso: Callable[..., Result], changed: Path
) -> None:
    assert aviso("caddy", "--output", "Caddyfile").exit_code == 0
    assert aviso("caddy", "--output", "Caddyfile", "--check").exit_code == 0
    change(changed, "sonoma", f"address: https://{OWN}/", "address: https://elsewhere.example.org/")
    stale = aviso("caddy", "--output", "Caddyfile", "--check")
    assert stale.exit_code == 1 and "Caddyfile is not what would be written now" in stale.stdout
    assert "elsewhere.example.org" not in Path("Caddyfile").read_text("utf-8")


def test_the_verb_writes_a_folder_for_each_static_host(aviso: Callable[..., Result]) -> None:
    assert aviso("static", "--output", "made").exit_code == 0
    assert {path.as_posix() for path in Path("made").rglob("_*")} == {
        f"made/{host}/{name}" for host in (SHARED, OWN, DEEP) for name in ("_headers", "_redirects")
    }


def test_faulty_data_give_no_configuration(aviso: Callable[..., Result], changed: Path) -> None:
    change(changed, "sonoma", "kind: library", "kind: libary")
    done = aviso("nginx", "--output", "made.conf")
    assert done.exit_code == 1 and "Did you mean" in done.stderr and not Path("made.conf").exists()


def test_an_unknown_host_is_told(aviso: Callable[..., Result]) -> None:
    done = aviso("nginx", "privcy.sonoma.example.org")
    assert done.exit_code == 2 and f'Did you mean "{OWN}"?' in done.stderr


def test_a_fault_of_the_code_is_not_told_as_an_unknown_host(
    aviso: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise KeyError("of the code")

    monkeypatch.setitem(CONFIGURATIONS, "nginx", broken)
    assert isinstance(aviso("nginx").exception, KeyError)


def test_check_needs_something_to_compare_with(aviso: Callable[..., Result]) -> None:
    assert aviso("nginx", "--check").exit_code == 2


# The well-known files of the sites


def test_a_library_with_a_host_of_its_own_has_its_own_files(public: Path) -> None:
    assert (public / "sonoma/.well-known/security.txt").read_text("utf-8").splitlines() == [
        "Contact: mailto:tech@sonoma.lib.ca.us",
        "Expires: 2027-01-31T23:59:59Z",
        "Preferred-Languages: en, es",
        f"Canonical: https://{OWN}/.well-known/security.txt",
    ]
    assert json.loads((public / "sonoma/.well-known/gpc.json").read_text("utf-8")) == {
        "gpc": True,
        "lastUpdate": "2026-02-01",
    }


def test_the_shared_host_speaks_for_the_libraries_on_it_only(public: Path) -> None:
    text = (public / ".well-known/security.txt").read_text("utf-8")
    assert "Contact: mailto:privacy@example.org" in text and OWN not in text
    assert not (public / ".well-known/gpc.json").exists()
    assert (
        not (public / "example/.well-known").exists()
        and not (public / "santa-monica/.well-known").exists()
    )
