"""Where the preview and servers listen: what is no address is refused before anything begins."""

from __future__ import annotations

import socket
from contextlib import closing

import click
import pytest

from aviso.cli.parameters import parse_listener
from tests.support.project import Project


@pytest.mark.parametrize(
    "text",
    [
        *("localhost:", "localhost:0", "localhost:65536", "localhost:http", "a b:80"),
        *(
            "a..b:80",
            "-:80",
            ".:80",
            f"{'a' * 64}:80",
            "ñandú:80",
            "\udcff:80",
            "[::1:80",
            "::1:80",
        ),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is not a host and a port"):
        parse_listener(text)


@pytest.mark.parametrize(
    "text", ["127.0.0.1:8000", "8000", "localhost:1", ":65535", "my-pc.local:80", "[::1]:8000"]
)
def test_an_address_is_taken(text: str) -> None:
    assert parse_listener(text)


def test_a_host_that_is_not_known_is_told(small_project: Project) -> None:
    told = small_project.invoke("serve", "riverside", "--address", "256.1.1.1:8000")
    assert told.exit_code == 1 and "cannot listen at 256.1.1.1:8000: " in told.output
    assert "disk" not in told.output


def test_an_address_that_is_taken_or_not_of_this_machine_is_told(small_project: Project) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        taken = "127.0.0.1:{1}".format(*other.getsockname())
        # The last is one for documents (RFC 5737), which nobody has.
        for address in (taken, "192.0.2.1:8000"):
            told = small_project.invoke("serve", "riverside", "--address", address)
            assert told.exit_code == 1 and f"cannot listen at {address}: " in told.output
            assert "Choose another: --address" in told.output
            assert "Look at" not in told.output, "it says where to look, and nothing is there"


@pytest.mark.parametrize("server", ["nginx", "apache", "caddy"])
@pytest.mark.parametrize("text", ["127.0.0.1:80; bad", "two words:80", "localhost:http\nbad"])
def test_no_server_is_given_what_is_no_address(
    server: str, text: str, small_project: Project
) -> None:
    told = small_project.invoke("hosting", server, "--listen", text)
    assert told.exit_code == 2 and "is not a host and a port" in told.output
    assert told.stdout == ""
