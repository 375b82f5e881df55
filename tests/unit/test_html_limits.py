"""A page that would keep a parser busy is found before it is parsed, whatever it looks like."""

from __future__ import annotations

import tracemalloc

import pytest

from aviso.core.web.html_limits import is_hard_to_parse
from tests.support.steps import count_steps

DEEP = "<div>" * 2_100


@pytest.mark.parametrize(
    "page",
    [
        DEEP,
        "<div/>" * 2_100,
        "<rt>" * 2_100,
        "<ruby><object>" + "<rt>" * 2_100,
        "<optgroup>" * 2_100,
        "<div><select></div></select>" * 2_100,
        "<div><table></div></table>" * 2_100,
        "<div><template></div></template>" * 2_100,
        "<div><object></div></object>" * 2_100,
        f"<!--<textarea>-->{DEEP}",
        f"<!-->{DEEP}",
        f"<!--->{DEEP}",
        f"<a title='<script>'>{DEEP}",
        f"<a =\"'>{DEEP}",
        f'<a b=c=">{DEEP}',
        f"<!x '>{DEEP}",
        f"<textarea></textareax><!--</textarea>{DEEP}",
        f"<select><title></select>{DEEP}",
        f"<svg><title>{DEEP}</title></svg>",
        f"<script><!-- <script> </script><textarea> --></script>{DEEP}",
        f"<script><!-- <SCRIPT/></script><!-- </script>--></script>{DEEP}",
        f"<script><!-- <script> </script> </script>{DEEP}",
        f"<script><!-- <SCRIPT/> --> </script>{DEEP}</script>",
        f"<script><!--><script></script>{DEEP}</script>",
        f"<script><!---><script></script>{DEEP}</script>",
        f"<script><!-- <scripts></script>{DEEP}</script>",
        f"<script>--> <script></script>{DEEP}</script>",
        f"{'İ' * 9_000}<script></script>{DEEP}</script>",
        "<a " + " ".join(f"<p x{number}" for number in range(2_600)) + ">",
        "<a " + "".join(f"b{number}='<p'" for number in range(5_100)) + ">",
        "</a " + " ".join(f"a{number}" for number in range(5_100)) + ">",
    ],
)
def test_a_page_that_is_hard_to_parse_is_found(page: str) -> None:
    assert is_hard_to_parse(page)


EASY = [
    "<div><p>a</div>",
    "<ruby>a<rt>b</ruby>",
    "<select><optgroup><option>a<option>b</select>",
    "<p>a<li>b<td>",
    "<svg><title>a</title><path/></svg>",
    "<svg/><script>if (i<n) {}</script>",
    "<table><tr><td><div>a</div></table>",
    "<title>a</title>",
    "<!-- <div> -->",
    "<a title='<div>'></a>",
    "<textarea><div></textarea>",
    "<script><!-- <script> </script><div> --></script>",
    "<template><div></template>",
]
# What opens something that never ends.
ENDLESS = ["<", "<!-", "<!-- --", "<!--", "<a", "<a b='", '<a ="', "<a b", "</x ", "<title", "</p>"]
ENDLESS += ["<script><!--", "<script><!-- <script>"]


@pytest.mark.parametrize("unit", EASY)
def test_much_of_what_is_usual_is_easy(unit: str) -> None:
    assert not is_hard_to_parse(unit * 2_600)


@pytest.mark.parametrize("unit", [*EASY, *ENDLESS])
def test_twice_the_page_is_twice_the_work(unit: str) -> None:
    half, whole = (count_steps(is_hard_to_parse, unit * size) for size in (400, 800))
    assert whole <= 2.5 * half


def test_countless_attributes_take_little_memory() -> None:
    """A pattern takes note of each attribute that it reads."""
    page = "<a" + " b" * 500_000
    tracemalloc.start()
    try:
        assert is_hard_to_parse(page)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
