"""Compressed answers, and what a browser may keep."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from tests.support.hosted_project import UNCHANGING
from tests.support.requests_and_answers import FILES, SPANISH
from tests.support.web_servers import WebServer

# Compressed files


UNPACKED: dict[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("identity", None),
        ("deflate", None),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("", None),
        ("gzip;q=0", None),
    ],
)
def test_a_text_comes_compressed_and_is_the_same(
    server: WebServer, public: Path, accepted: str, expected: str | None
) -> None:
    assert any((public / file).stat().st_size > 1000 for _, _, file, _ in FILES)
    for host, path, file, kind in FILES:
        original = (public / file).read_bytes()
        answer = server.get(path, host, Accept_Encoding=accepted)
        assert (answer.status, answer.header("Content-Type")) == (200, kind)
        encoding = answer.header("Content-Encoding")
        if len(original) > 1000:
            assert encoding == expected, path
        assert UNPACKED[encoding](answer.body) == original
        # Caddy sends compressed files in pieces.
        assert answer.header("Content-Length") in (
            str(len(answer.body)),
            None if server.name == "caddy" else "",
        )
        assert "Accept-Encoding" in answer.varies


def test_head_says_what_get_says_without_the_page(server: WebServer) -> None:
    got, head = (
        server.get("/example/", method=method, Accept_Encoding="br") for method in ("GET", "HEAD")
    )
    assert head.body == b""
    own = {"Date", "Transfer-Encoding"}
    assert {key: value for key, value in head.headers if key not in own} == {
        key: value for key, value in got.headers if key not in own
    }


# Caching


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_page_is_asked_for_again_and_not_sent_again(server: WebServer, encoding: str) -> None:
    for path in ("/example/", "/example/collect/", "/example/assets/notice.css"):
        first = server.get(path, Accept_Encoding=encoding)
        assert first.header("Cache-Control") == "no-cache"
        again = server.get(path, Accept_Encoding=encoding, If_None_Match=first.header("ETag"))
        assert (again.status, again.body) == (304, b"")
        assert again.header("ETag") == first.header("ETag")
        assert again.varies == first.varies
        assert server.get(path, Accept_Encoding=encoding, If_None_Match='"another"').status == 200


def test_each_form_of_a_file_has_its_own_tag(server: WebServer) -> None:
    tags = {
        server.get("/example/collect/", Accept_Encoding=encoding).header("ETag")
        for encoding in ("identity", "gzip", "br")
    }
    assert len(tags) == 3 and None not in tags


@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_a_file_whose_name_carries_a_digest_is_kept(server: WebServer, encoding: str) -> None:
    answer = server.get(f"/{UNCHANGING}", Accept_Encoding=encoding)
    assert (answer.status, answer.header("Cache-Control")) == (
        200,
        "public, max-age=31536000, immutable",
    )
    assert (
        server.get(f"/{UNCHANGING.replace('chart', 'missing')}").header("Cache-Control")
        == "no-cache"
    )


def test_a_cached_english_page_does_not_keep_anybody_from_spanish(server: WebServer) -> None:
    tag = server.get("/example/").header("ETag")
    assert (
        server.get(
            "/example/", If_None_Match=tag, Accept_Language=SPANISH, Sec_Fetch_Site="none"
        ).status
        == 302
    )
