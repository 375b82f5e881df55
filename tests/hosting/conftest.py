"""The sites, built once with compressed files, and a real server of each kind that hands them out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted_project import UNCHANGING, make_project
from web_servers import WebServer, free_port, running

from aviso.apps.hosting.config_templates import Settings
from aviso.apps.hosting.generator import generate
from aviso.build.compression import FORMS
from aviso.build.incremental import BuildOptions, build_sites
from aviso.build.output import Output
from aviso.core.project import Project

SERVERS = ("nginx", "apache", "caddy")


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that everybody may read: a server that root starts hands out files as somebody else; pytest's own folders are closed."""
    with tempfile.TemporaryDirectory(prefix="aviso-hosting-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def hosted(open_folder: Path) -> Path:
    """The project, and its sites in public/."""
    root = make_project(open_folder / "project")
    output = Output(root / "public")
    with output.locked():
        outcomes = list(
            build_sites(
                Project(root),
                ["_front", *(path.stem for path in (root / "data" / "libraries").glob("*.yml"))],
                output,
                order=BuildOptions(is_compressed=True),
            )
        )
    assert {outcome.state for outcome in outcomes} == {"published"}, outcomes
    (output.folder / UNCHANGING).write_bytes(b"a{color:red}\n" * 40)
    for suffix, form in FORMS.items():
        (output.folder / f"{UNCHANGING}{suffix}").write_bytes(
            form((output.folder / UNCHANGING).read_bytes())
        )
    return root


@pytest.fixture(scope="session")
def public(hosted: Path) -> Path:
    """The folder that is served."""
    return hosted / "public"


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, hosted: Path, open_folder: Path) -> Iterator[WebServer]:
    """Each server in turn."""
    folder = Path(tempfile.mkdtemp(prefix=request.param, dir=open_folder))
    logs = folder / "logs"
    logs.mkdir()
    port = free_port()
    files, _ = generate(
        Project(hosted),
        request.param,
        Settings(str(hosted / "public"), str(logs), f"127.0.0.1:{port}"),
    )
    configuration = folder / "aviso.conf"
    configuration.write_text(files[""], "utf-8")
    with running(request.param, folder, configuration, port, logs) as started:
        yield started
