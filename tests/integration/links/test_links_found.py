"""Where ``aviso links`` finds addresses, and where they end."""

from __future__ import annotations

import pytest

from aviso.apps.links.collect import collect_addresses
from aviso.content.written_addresses import find_web_addresses
from tests.support.project import Project
from tests.support.quick_links import add


def test_addresses_are_found_where_people_write_them(small_project: Project) -> None:
    add(small_project, "https://a.library.net/page")
    small_project.append(
        "docs/riverside/en/index.md",
        (
            "\n"
            "<https://b.library.net>\n\n"
            "`https://code.library.net`\n\n"
            "[r]: https://c.library.net/x 'T'\n\n"
            "[https://words.library.net (archive)](https://a.library.net/page)\n\n"
            "[mail](mailto:ask@library.net?subject=x) <tell@library.net>\n"
        ),
    )
    found = collect_addresses(small_project.opened)
    assert {address for address in found.web if "library.net" in address} == {
        "https://a.library.net/page",
        "https://b.library.net",
        "https://c.library.net/x",
    }
    assert {"ask@library.net", "tell@library.net"} <= set(found.mail)
    assert not any("code.library.net" in address for address in found.web)


def test_an_address_in_a_link_may_hold_brackets(small_project: Project) -> None:
    add(small_project, "https://a.library.net/page(1)")
    assert {one for one in collect_addresses(small_project.opened).web if "library.net" in one} == {
        "https://a.library.net/page(1)"
    }


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (
            "See https://a.net/b, and (https://c.net/d_(e)).",
            ["https://a.net/b", "https://c.net/d_(e)"],
        ),
        ("“https://a.net/?q=1&r=2#s”", ["https://a.net/?q=1&r=2#s"]),
        ("https://a.net.", ["https://a.net"]),
        ("none", []),
    ],
)
def test_marks_around_an_address_are_not_part_of_it(text: str, addresses: list[str]) -> None:
    assert find_web_addresses(text) == addresses


def test_a_librarys_own_address_is_no_link(small_project: Project) -> None:
    small_project.replace(
        "data/libraries/riverside.yml",
        "address: https://notices.example.org/riverside/",
        "address: https://privacy.library.net/",
    )
    small_project.add_paragraph(
        "docs/riverside/en/index.md", "[Elsewhere](https://elsewhere.library.net/)"
    )
    found = [
        address
        for address in collect_addresses(small_project.opened).web
        if "library.net" in address
    ]
    assert found == ["https://elsewhere.library.net/"]
