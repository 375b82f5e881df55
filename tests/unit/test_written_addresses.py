"""The addresses that are found in Markdown are those that readers follow, and none is cut."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as some
from selectolax.lexbor import LexborHTMLParser

from aviso.content.html import resolve_references
from aviso.content.written_addresses import escape_address, find_written_addresses


def followed(text: str) -> list[str]:
    """The addresses of the links and pictures that Python-Markdown makes of a text."""
    page = LexborHTMLParser(markdown.markdown(text))
    return [
        node.attributes.get("href") or node.attributes.get("src") or ""
        for node in page.css("a[href], img[src]")
    ]


def found(text: str) -> list[str]:
    return [one.address for one in find_written_addresses(text) if one.form != "text"]


@pytest.mark.parametrize(
    "text",
    [
        "[a](http://x.net/p(1)) and (more)",
        "[a](http://x.net/p(1)/(2(3))) b",
        r"[a](http://x.net/\(1\)) b",
        r"[a](http://x.net/1\)) b",
        "[a](<http://x.net/(1>) b",
        '[a](http://x.net/p(1) "A (title)") b',
        "[a](http://x.net/p 'title') b",
        '[a](<http://x.net/p> "title") b',
        "[a](http://x.net/?a=1&amp;b=2) b",
        "[a](http://x.net/?a=1&#38;b=2&#x26;c=3) b",
        "[a](http://x.net/?a=1&copy=2) b",
        "[a](http://x.net/%28%C3%B1%29) b",
        "[a](Https://X.net/P) [b](HTTP://x.net/q)",
        "[a]( http://x.net/p ) b",
        "![a](http://x.net/p(1).png) b",
        "[![a](http://x.net/p.png)](http://x.net/q_(r)) b",
        "[a [b] c](http://x.net/p) d",
        "<http://x.net/p> and <HTTP://x.net/q?a&amp;b>",
        "[a](http://x.net/ñ/á) b",
        "[a](http://x.net/it's) b",
    ],
)
def test_what_is_found_is_what_python_markdown_links_to(text: str) -> None:
    assert sorted(found(text)) == sorted(followed(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "[a][r]\n\n[r]: http://x.net/p(1) 'T'",
        "[a][r]\n\n[r]: <http://x.net/p>",
        "[a][r]\n\n[r]:\n    http://x.net/p\n    'T'",
        "[r]\n\n   [r]: HTTP://x.net/?a&amp;b",
    ],
)
def test_definitions_are_found(text: str) -> None:
    assert found(text) == followed(text) != []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See http://x.net/p.", "http://x.net/p"),
        ("**https://x.net/p**", "https://x.net/p"),
        ("_https://x.net/p_", "https://x.net/p"),
        ("(see HTTPS://x.net/p_(q))", "HTTPS://x.net/p_(q)"),
        ("http://x.net/?a&amp;b, and", "http://x.net/?a&b"),
        (r"http://x.net/a\_b", "http://x.net/a_b"),
        (r"[a](https\:\/\/x.net/p\~q)", "https://x.net/p~q"),
    ],
)
def test_an_address_in_running_text_is_found(text: str, address: str) -> None:
    assert [one.address for one in find_written_addresses(text)] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "[http://x.net/t (archive)](http://x.net/p)",
        "[see www.x.net [1]]( <http://x.net/p> 'T') b",
        "[**http://x.net/t**][r]\n\n[R]: http://x.net/p",
        "[http://x.net/t][]\n\n[http://x.net/t]: http://x.net/p",
        "[A  http://x.net/t]\n\n[a http://x.net/t]: http://x.net/p",
        "![http://x.net/t](http://x.net/p)",
    ],
)
def test_the_words_of_a_link_are_not_its_address(text: str) -> None:
    found = {one.address: one.form for one in find_written_addresses(text)}
    assert found.pop("http://x.net/p") in ("link", "autolink", "definition")
    assert set(found.values()) == {"words"}


@pytest.mark.parametrize("text", ["[http://x.net/t] (b)", "[http://x.net/t][unknown]"])
def test_brackets_without_a_target_are_no_link(text: str) -> None:
    assert [one.form for one in find_written_addresses(text)] == ["text"]


def test_code_has_no_addresses() -> None:
    assert not find_written_addresses("`http://x.net` and\n\n```\n[a](http://x.net)\n```\n")


@given(
    path=some.text("ab()[]'\"&;%#=._-ñ", max_size=12),
    form=some.sampled_from(["[a]({})", "[a](<{}>)", "<{}>"]),
)
def test_an_address_that_is_written_is_read_as_it_was_meant(path: str, form: str) -> None:
    address = f"http://x.net/{path}"
    kind = "link" if form == "[a]({})" else "autolink"
    written = escape_address(address, kind)
    [one] = find_written_addresses(form.format(written))
    assert one.address == resolve_references(written.replace("&amp;", "&"))
    for sign, code in (("%28", "("), ("%29", ")"), ("%5B", "["), ("%5D", "]")):
        written, address = written.replace(sign, code), address.replace(sign, code)
    assert written.replace("%27", "'").replace("%22", '"').replace("&amp;", "&") == address
