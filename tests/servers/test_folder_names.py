"""Folders may have any name: each server reads it, or Aviso says why it cannot be named."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import generate
from aviso.apps.hosting.quoting import CannotQuote, quote_for_caddy
from tests.servers.test_configurations import looked_through, warnings
from tests.support.hosted_project import DEEP, OWN, SHARED
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.web_servers import SEARCH_PATH, certificate, free_port, running

SERVERS = ("nginx", "apache", "caddy")
NAMES = (
    "Biblioteca Pública ñ 日本語",
    "My Library Notices (2026)",
    """it's "quoted" `well`""",
    "a;b #c & <d>",
    "{brace} {path}",
    "lone} brace",
    "100%25 %{HTTP_HOST} %1",
    r"back\slash \n \\two \{x",
    "[a-c]*",
    "~tilde --dash=",
    "  blanks  around ",
    "Biblioteca de A\u0301vila\u00a0\U0001f4da",
    "#!x] %u",
)
# What one or all of the servers have no way to write, and for which of them.
SOME = {
    "cost$ $host $1 ${HOME}": {"nginx logs", "logrotate"},
    "{$HOME}": {"caddy", "nginx logs", "logrotate"},
    "why?": {"apache", "logrotate"},
    "[a-c]": {"logrotate"},
    "every*": {"logrotate"},
    "back\\slash": {"logrotate"},
    "end\\": {"logrotate"},
    "{brace}": {"logrotate"},
    "line\nbreak": {"nginx", "apache", "caddy", "logrotate"},
    "tab\there": {"nginx", "apache", "caddy", "logrotate"},
    "not \udcff UTF-8": {"nginx", "apache", "caddy", "logrotate"},
}


@pytest.fixture
def weird_folder(open_folder: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix="names", dir=open_folder))


def served(server: str, project: Project, folder: Path, root: Path, logs: Path) -> None:
    """Have a server hand out a page from ``root``; it must log the visit in ``logs``."""
    folder.chmod(0o755)
    shutil.copytree(project.public, root)
    logs.mkdir(exist_ok=True)
    port = free_port()
    settings = ServerSettings(str(root), str(logs), f"127.0.0.1:{port}")
    configuration = folder / "aviso.conf"
    configuration.write_text(generate(project.opened, server, settings)[0][""], "utf-8")
    with running(server, folder, configuration, port, logs) as started:
        page = started.get("/collect/", OWN)
        assert page.status == 200 and b"</html>" in page.body
        assert started.get("/example/es/recopilacion/", SHARED).status == 200
        compressed = started.get("/example/", SHARED, Accept_Encoding="gzip")
        assert (compressed.status, compressed.header("Content-Encoding")) == (200, "gzip")
        missing = started.get("/es/nowhere", OWN)
        assert missing.status == 404 and b'lang="es"' in missing.body
    written = [path.name for path in logs.iterdir() if path.stat().st_size]
    assert any("own" in name for name in written), written


@pytest.mark.parametrize("name", at_each_change(NAMES, 3))
@pytest.mark.parametrize("server", SERVERS)
def test_each_server_hands_out_and_logs_in_folders_of_any_name(
    server: str, name: str, hosted: Project, weird_folder: Path
) -> None:
    top = weird_folder / name
    top.mkdir(mode=0o755)
    served(server, hosted, weird_folder, top / "public", top / "logs")


@pytest.mark.parametrize("name", at_each_change(SOME, 2))
@pytest.mark.parametrize("server", SERVERS)
def test_what_a_server_cannot_write_is_refused_and_all_else_is_served(
    server: str, name: str, hosted: Project, weird_folder: Path
) -> None:
    root, logs = weird_folder / name / "public", weird_folder / "logs"
    if server in SOME[name]:
        with pytest.raises(CannotQuote, match="cannot be named there"):
            generate(hosted.opened, server, ServerSettings(str(root), str(logs)))
        return
    root.parent.mkdir(mode=0o755)
    served(server, hosted, weird_folder, root, logs)


@pytest.mark.parametrize("name", at_each_change(SOME, 2))
@pytest.mark.parametrize("server", ["nginx", "logrotate", "apache", "caddy"])
def test_logs_that_a_server_cannot_name_are_refused(
    server: str, name: str, hosted: Project
) -> None:
    settings = ServerSettings("/srv/public", f"/var/log/{name}")
    if {server, f"{server} logs"} & SOME[name] and (server, name) != ("apache", "why?"):
        with pytest.raises(CannotQuote):
            generate(hosted.opened, server, settings)
    else:
        assert generate(hosted.opened, server, settings)[0][""]


@pytest.mark.parametrize("server", SERVERS)
def test_certificates_may_lie_in_a_folder_of_any_name(
    server: str, hosted: Project, weird_folder: Path
) -> None:
    place = weird_folder / """My "keys"; 100% #1 ñ"""
    for host in (SHARED, OWN, DEEP):
        certificate(place / host, host)
    settings = ServerSettings(str(hosted.public), str(weird_folder), certificates=str(place))
    text = generate(hosted.opened, server, settings)[0][""]
    (weird_folder / "aviso.conf").write_text(text, "utf-8")
    done = looked_through(server, weird_folder)
    assert done.returncode == 0, done.stderr
    assert warnings(server, done.stderr) == []


@pytest.mark.skipif(not shutil.which("logrotate", path=SEARCH_PATH), reason="needs logrotate")
@pytest.mark.parametrize("name", [name for name in NAMES if not re.search(r"[{}\[\\*?]", name)])
def test_logrotate_finds_the_logs_and_deletes_the_old_ones(
    name: str, hosted: Project, tmp_path: Path
) -> None:
    logs = tmp_path / name
    logs.mkdir()
    log = logs / "aviso-example.log"
    log.write_text("a line\n")
    for old in range(1, 29):
        log.with_name(f"{log.name}-202001{old:02}").write_text("an old line\n")
    text = generate(hosted.opened, "logrotate", ServerSettings("", str(logs)))[0][""]
    kept = re.search(r"aviso-example\.log\"? {\n    daily\n    rotate (\d+)", text)
    assert kept and int(kept[1]) < 28
    configuration = tmp_path / "aviso"
    configuration.write_text(text, "utf-8")
    configuration.chmod(0o644)
    command = [
        str(shutil.which("logrotate", path=SEARCH_PATH)),
        "--force",
        "--state",
        str(tmp_path / "state"),
        str(configuration),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert log.read_text() == "" and len(list(logs.iterdir())) == 1 + int(kept[1])


@pytest.mark.parametrize("name", ["My sites", "./más notas", "~x", "a/../b c"])
@pytest.mark.parametrize("server", SERVERS)
def test_a_folder_is_named_with_its_whole_path(server: str, name: str, hosted: Project) -> None:
    """Each server would look for others in a folder of its own."""
    told = hosted.invoke("hosting", server, "--root", name, "--logs", name, "--certificates", name)
    assert told.exit_code == 0, told.output
    named = re.findall(
        r"(?m)^\s*(?:alias|access_log|ssl_certificate|DocumentRoot|CustomLog|SSLCertificateFile"
        r"|root \*|tls|output file) (?!off;)(\S)?(.)",
        told.stdout,
    )
    assert len(named) > 3 and {"".join(one) for one in named} <= {'"/', "`/"}, named


def test_caddy_alone_cannot_read_a_backquote_and_a_backslash_before_a_quotation_mark() -> None:
    with pytest.raises(CannotQuote):
        quote_for_caddy('`\\"')
    assert quote_for_caddy('`\\\\"') == '"`\\\\\\""'
