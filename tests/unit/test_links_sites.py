"""Which addresses are of one site.

A site is what somebody registered under a public suffix, not the last two names of a host.
"""

from __future__ import annotations

import socket

import pytest
from tld.utils import reset_tld_names

from aviso.core.web.answers import Answer, Redirect
from aviso.core.web.classification import classify, is_front, is_same_site
from aviso.core.web.page_request import encode_url


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.sonoma.lib.ca.us/p", "https://sonoma.lib.ca.us/"),
        ("https://catalog.sonoma.lib.ca.us/", "http://www.sonoma.lib.ca.us:8080/"),
        ("https://tramites.biblioteca.gob.mx/", "https://biblioteca.gob.mx/"),
        ("https://a.example.co.uk/", "https://b.example.co.uk/"),
        ("https://a.example.org/", "https://b.example.org/"),
        ("https://Example.org./", "https://www.example.org/"),
        ("https://müller.de/", "https://www.xn--mller-kva.de/"),
        ("https://a.müller.de/", "https://b.xn--mller-kva.de/"),
        ("https://a.公司.cn/", "https://b.a.xn--55qx5d.cn/"),
        ("https://127.0.0.1/a", "https://127.0.0.1:8000/"),
        ("http://[::1]/a", "http://[::1]:8000/"),
        ("http://localhost:80/a", "http://localhost:8080/"),
        ("https://a.library.intranet-of-ours/", "https://library.intranet-of-ours/"),
        ("https://user@example.org/", "https://www.example.org/"),
        ("https://niños.gob.mx/", "https://www.xn--nios-hqa.gob.mx/"),
        ("https://biblioteca.unam.mx/", "https://www.unam.mx/"),
    ],
)
def test_addresses_of_one_site(one: str, other: str) -> None:
    assert is_same_site(one, other) and is_same_site(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.sonoma.lib.ca.us/p", "https://x.lib.ca.us/"),
        ("https://sonoma.lib.ca.us/policy", "https://casino.ca.us/"),
        ("https://district.k12.ca.us/", "https://other.k12.ca.us/"),
        ("https://biblioteca.gob.mx/", "https://otra.gob.mx/"),
        ("https://one.co.uk/", "https://other.co.uk/"),
        ("https://one.github.io/", "https://other.github.io/"),
        ("https://one.pages.dev/", "https://other.pages.dev/"),
        ("https://one.lib.mn.us/", "https://other.lib.mn.us/"),
        ("https://one.edu.mx/", "https://other.edu.mx/"),
        ("https://one.gob.es/", "https://other.gob.es/"),
        ("https://one.blogspot.com/", "https://other.blogspot.com/"),
        ("https://one.公司.cn/", "https://two.xn--55qx5d.cn/"),
        ("https://müller.de/", "https://muller.de/"),
        ("https://10.0.0.1/", "https://20.0.0.1/"),
        ("http://[::1]/", "http://[2001:db8::1]/"),
        ("http://localhost/", "http://other/"),
        ("http://localhost/", "http://library.localhost/"),
        ("https://a.intranet-of-ours/", "https://b.intranet-of-ours/"),
        (f"https://{'a' * 70}.org/", f"https://{'b' * 70}.org/"),
    ],
)
def test_addresses_of_two_sites(one: str, other: str) -> None:
    assert not is_same_site(one, other) and not is_same_site(other, one)


def test_a_redirect_to_a_neighbour_under_a_public_suffix_is_broken() -> None:
    hops = (Redirect("https://sonoma.lib.ca.us/policy", 302),)
    assert (
        classify(
            "https://sonoma.lib.ca.us/policy", Answer("https://casino.ca.us/", hops, 200)
        ).group
        == "broken"
    )
    assert (
        classify(
            "https://sonoma.lib.ca.us/policy", Answer("https://www.sonoma.lib.ca.us/", hops, 200)
        ).group
        == "moved"
    )


def test_nothing_is_fetched_to_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    # As in a new process, which has to read the list.
    reset_tld_names()
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert not is_same_site("https://one.co.jp/", "https://other.co.jp/")


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/es/", "/index.html", "/Default.aspx", "/en-us/home.html", "/es-MX/inicio"),
        *("/?lang=es", "/Home/Index", "/web/guest/home", "/site/pages/inicio.aspx", "/welcome.do"),
        *("/es/bienvenidos", "/principal.aspx", "/landing/", "/mx/", "/#/inicio", "/?utm_source=x"),
        *("/Pages/default.aspx", "/index.jsp;jsessionid=1A2B", "/home-page", "/?page=home", "/./"),
    ],
)
def test_a_front_page_has_many_names(path: str) -> None:
    assert is_front(f"https://www.example.org{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/privacy",
        "/pages/privacy",
        "/?page=privacy",
        "/privacy/index.html",
        "/home/privacy",
        "/es/privacidad/",
        "/?p=12",
        "/main/x",
    ],
)
def test_any_other_page_is_no_front_page(path: str) -> None:
    assert not is_front(f"https://www.example.org{path}")


@pytest.mark.parametrize(
    ("address", "requested"),
    [
        ("http://x.net/a/../b?c=../d", "http://x.net/b?c=../d"),
        ("http://x.net/../../b", "http://x.net/b"),
        ("http://x.net/a/./b/..", "http://x.net/a/"),
        ("http://x.net/a/%2E%2e/b", "http://x.net/b"),
        ("http://x.net/a//b/../c", "http://x.net/a//c"),
        ("http://x.net/..a/c../...", "http://x.net/..a/c../..."),
        ("http://[::1]:8080/a/../b", "http://[::1]:8080/b"),
        ("http://x.net/ñ/%C3%B1 %2F(b)", "http://x.net/%C3%B1/%C3%B1%20%2F(b)"),
    ],
)
def test_an_address_is_requested_as_a_browser_does(address: str, requested: str) -> None:
    assert str(encode_url(address)) == requested
