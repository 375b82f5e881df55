"""The sites, built once with compressed files.

A real server of each kind hands them out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import generate
from aviso.build.compression import FORMS
from aviso.build.task import BuildOptions
from tests.support.hosted_project import UNCHANGING, make_project
from tests.support.project import Project
from tests.support.web_servers import WebServer, free_port, running

SERVERS = ("nginx", "apache", "caddy")


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that everybody may read.

    A server that root starts hands out files as somebody else; pytest's own folders are closed.
    """
    with tempfile.TemporaryDirectory(prefix="aviso-hosting-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def hosted(open_folder: Path) -> Project:
    """The project, and its sites in public/."""
    project = make_project(open_folder / "project")
    output = project.published(options=BuildOptions(is_compressed=True))
    chart = b"a{color:red}\n" * 40
    (output / UNCHANGING).write_bytes(chart)
    for suffix, form in FORMS.items():
        (output / f"{UNCHANGING}{suffix}").write_bytes(form(chart))
    return project


@pytest.fixture(scope="session")
def public(hosted: Project) -> Path:
    """The folder that is served."""
    return hosted.public


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, hosted: Project, open_folder: Path
) -> Iterator[WebServer]:
    """Each server in turn."""
    folder = Path(tempfile.mkdtemp(prefix=request.param, dir=open_folder))
    logs = folder / "logs"
    logs.mkdir()
    port = free_port()
    files, _ = generate(
        hosted.opened,
        request.param,
        ServerSettings(str(hosted.public), str(logs), f"127.0.0.1:{port}"),
    )
    configuration = folder / "aviso.conf"
    configuration.write_text(files[""], "utf-8")
    with running(request.param, folder, configuration, port, logs) as started:
        yield started
