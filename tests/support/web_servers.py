"""Starts the real nginx, Apache and Caddy with the configuration that Aviso wrote.

Each has a port of this machine and a folder of its own.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.hosted_project import SHARED

PATIENCE = 120
# Debian installs servers outside an ordinary user's search path.
SEARCH_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"
MODULES = Path("/usr/lib/apache2/modules")
APACHE_MODULES = (
    "mpm_event",
    "authz_core",
    "alias",
    "dir",
    "mime",
    "headers",
    "rewrite",
    "setenvif",
)
# The rest of Debian's own nginx.conf and apache2.conf. The configuration of the sites is included
# unchanged.
NGINX = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/server-errors.log;
events {{}}
http {{
    access_log {folder}/server-access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {configuration};
}}
"""
APACHE = """\
ServerRoot {folder}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/server-errors.log
TypesConfig /etc/mime.types
{modules}
{user}
ServerName localhost
Include {configuration}
"""


@dataclass
class Answer:
    """One answer of a server."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name: str) -> str | None:
        """The one value of a header; None without it."""
        values = self.all(name)
        assert len(values) <= 1, f"{name} stands {len(values)} times: {values}"
        return values[0] if values else None

    @property
    def varies(self) -> set[str]:
        """Return the names in the Vary header."""
        return {name.strip() for name in (self.header("Vary") or "").split(",")}


@dataclass
class WebServer:
    """A running server."""

    name: str
    port: int
    logs: Path
    folder: Path
    process: subprocess.Popen | None = field(default=None, repr=False)

    def get(self, path: str, host: str = SHARED, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path exactly as it is given; of the names of headers, "_" stands for "-"."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for key, value in {
                "Host": host,
                **{key.replace("_", "-"): value for key, value in headers.items()},
            }.items():
                connection.putheader(key, value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def log_texts(self) -> dict[str, str]:
        """Return the server's log files, by name."""
        return {
            path.name: path.read_text("utf-8", "replace") for path in sorted(self.logs.iterdir())
        }

    def everything_written(self) -> str:
        """Return all logs, and the server's own output."""
        own = [path.read_text("utf-8", "replace") for path in self.folder.glob("server-*.log")]
        return "\n".join([*self.log_texts().values(), *own])


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def certificate(folder: Path, host: str) -> None:
    """Make a key and a certificate for a host, where the configuration looks for them."""
    folder.mkdir(parents=True)
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={host}",
            "-keyout",
            str(folder / "privkey.pem"),
            "-out",
            str(folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )


def command_of(name: str, folder: Path, configuration: Path) -> list[str]:
    """Write the files that a server needs around the configuration. Return the command that runs it
    in the foreground.
    """
    is_root = os.geteuid() == 0
    if name == "nginx":
        main = folder / "nginx.conf"
        main.write_text(
            NGINX.format(
                folder=folder, configuration=configuration, user="user root;" if is_root else ""
            )
        )
        return ["nginx", "-c", str(main), "-g", "daemon off;"]
    if name == "apache":
        main = folder / "apache.conf"
        modules = "\n".join(
            f"LoadModule {each}_module {MODULES}/mod_{each}.so"
            for each in (*APACHE_MODULES, "ssl", "socache_shmcb")
            if (MODULES / f"mod_{each}.so").exists()
        )
        main.write_text(
            APACHE.format(
                folder=folder,
                configuration=configuration,
                modules=modules,
                user="User nobody\nGroup nogroup" if is_root else "",
            )
        )
        return ["apache2", "-f", str(main), "-DFOREGROUND"]
    # Caddy's port for administration is closed, so that it cannot collide with another Caddy.
    text = configuration.read_text("utf-8").replace(
        "{\n", "{\n\tadmin off\n\tauto_https disable_redirects\n", 1
    )
    (folder / "Caddyfile").write_text(text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def running(
    name: str, folder: Path, configuration: Path, port: int, logs: Path
) -> Iterator[WebServer]:
    """Run a server until the end of the block."""
    command = command_of(name, folder, configuration)
    command[0] = shutil.which(command[0], path=SEARCH_PATH) or command[0]
    environment = {
        **os.environ,
        "PATH": SEARCH_PATH,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    with (folder / "server-output.log").open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=folder
        )
        server = WebServer(name, port, logs, folder, process)
        try:
            _wait_until_it_answers(server)
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_until_it_answers(server: WebServer) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.process and server.process.poll() is None, (
            f"{server.name} ended: {server.everything_written()}"
        )
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"{server.name} does not listen")
