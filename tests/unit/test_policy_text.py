"""A change of what a policy says is always seen."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aviso.apps.policies.compare import find_changed_blocks
from aviso.apps.policies.extract import MAXIMUM_SENTENCES, PolicyText, extract_policy
from aviso.apps.policies.worker import ExtractionFailed, extract_apart
from aviso.core.web.charsets import decode_page
from tests.support.policy_pages import FILLER, digests


@pytest.mark.parametrize("frame", ["<main>{}</main>", "{}", "<article>{}</article>"])
@pytest.mark.parametrize(
    "place",
    [
        "<div>{}</div>",
        "<div><span>{}</span></div>",
        "<section>{}</section>",
        "<custom-text>{}</custom-text>",
        "<h2>{}</h2>",
        "<table><tr><th>Logs</th><td>{}</td></tr></table>",
        "<dl><dt>{}</dt><dd>Logs</dd></dl>",
        "<dl><dt>Logs</dt><dd>{}</dd></dl>",
        "<figure><figcaption>{}</figcaption></figure>",
        "<details><summary>{}</summary>More</details>",
        "<details><summary>More</summary>{}</details>",
        "<label>{}</label>",
        "<button>{}</button>",
        "<img src=x alt='{}'>",
        "<input type=submit value='{}'>",
        "<div style='display:none'>{}</div>",
        "<div hidden aria-hidden=true>{}</div>",
        "<noscript><p>{}</p></noscript>",
        "<template><p>{}</p></template>",
        "<x-y><template shadowrootmode=open><p>{}</p></template></x-y>",
        "<iframe srcdoc='&lt;p&gt;{}&lt;/p&gt;'></iframe>",
        "<aside>{}</aside>",
        "<svg><text>{}</text></svg>",
        "<ul><li>{}</li></ul>",
        "<section><footer>{}</footer></section>",
        "<div class=cookie-policy>{} <a>Accept</a></div>",
        "<section id=cookie-notice>{}<p>"
        + "We use it for that. " * 40
        + "</p><a>Accept</a></section>",
        "<select><optgroup label='{}'><option>x</select>",
        "<input type=text readonly value='{}'>",
        "<textarea readonly>{}</textarea>",
        "<i title='{}'></i>",
        "<span title='{}'>ⓘ</span>",
        "<a href=x title='{}'>more</a>",
        "<span title='{}'>storage</span>",
        "<p title='{}'>Storage</p>",
        "<button data-bs-toggle=popover data-bs-content='{}'>?</button>",
        "<div aria-description='{}'></div>",
        "<canvas>{}</canvas>",
        "<ruby>x<rt>{}</rt></ruby>",
        "loose words {}",
    ],
)
def test_a_changed_number_is_seen_wherever_it_stands(place: str, frame: str) -> None:
    before, after = ("We keep it for 30 days", "We keep it for 90 days")
    assert digests(place.format(before), frame) != digests(place.format(after), frame)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It costs $5.", "It costs €5."),
        ("It costs £5.", "It costs ¥5."),
        ("Kept ≤ 30 days.", "Kept ≥ 30 days."),
        ("Kept &lt; 30 days.", "Kept &gt; 30 days."),
        ("We share 5%.", "We share 5."),
        ("±5 days.", "5 days."),
        ("5 − 3 days.", "5 + 3 days."),
        ("Below -5 degrees.", "Below 5 degrees."),
        ("3 × 4 copies.", "3 ÷ 4 copies."),
        ("See § 5.", "See 5."),
        ("¬ shared.", "shared."),
        ("10<sup>2</sup> times.", "102 times."),
        ("10² times.", "102 times."),
        ("1.5 years.", "1-5 years."),
        ("We do not sell it.", "We do sell it."),
        ("We do not sell it.", "We do <s>not</s> sell it."),
        ("✓ Sold.", "✗ Sold."),
        ("●", "○"),
        ("Analytics ●", "Analytics ○"),
        ("Open: 9:00-17:00", "Open: 9:00-18:00"),
        ("Date: 01/05/2026", "Date: 02/05/2026"),
        ("Account status: open", "Account status: closed"),
        ("The account is open today and closed.", "The account is open today."),
        ("<input type=checkbox checked> Share it", "<input type=checkbox> Share it"),
        (
            "<select><option selected>30 days<option>90 days</select>",
            "<select><option>30 days<option selected>90 days</select>",
        ),
        ("<abbr title='30 days'>Soon</abbr>", "<abbr title='90 days'>Soon</abbr>"),
        ("You can’t opt out.", "You can opt out."),
        ("Effective January 1, 2026.", "Effective January 4, 2026."),
        ("We delete our logs after 5 min.", "We delete our logs after 6 min."),
        ("Your last visit is kept for 30 days.", "Your last visit is kept for 90 days."),
        ("Since 2020 we sell nothing.", "Since 2021 we sell nothing."),
        ("<a title='30 days'>Soon</a>", "<a title='90 days'>Soon</a>"),
        ("<ol start=4><li>Sold.</ol>", "<ol start=5><li>Sold.</ol>"),
        ("<ol><li value=4>Sold.</ol>", "<ol><li value=5>Sold.</ol>"),
        ("<ol><li>Sold.</ol>", "<ol start=2><li>Sold.</ol>"),
        ("<table><td>Monday</table>", "<table><td>Tuesday</table>"),
        ("<h3>Monday</h3>We read it.", "<h3>Tuesday</h3>We read it."),
        ("Session IDs are kept 30 days.", "Session IDs are kept 31 days."),
    ],
)
def test_a_change_of_meaning_is_seen(before: str, after: str) -> None:
    assert digests(f"<p>{before}</p>") != digests(f"<p>{after}</p>")


def test_the_frame_of_a_page_is_left_aside() -> None:
    frame = "<header>Shop {0}</header>{{}}<footer>{0} stores</footer>"
    assert digests("", frame.format(5)) == digests("", frame.format(6))


@pytest.mark.parametrize(
    "place",
    [
        "<footer><p>{}</p></footer><main>{{}}</main>",
        "<header><p>{}</p></header>{{}}",
        "<article>{{}}</article><div>{}</div>",
        "<main>{{}}</main><aside><p>{}</p></aside>",
        "<main>{{}}<nav role=tablist><p>{}</p></nav></main>",
    ],
)
def test_a_sentence_beside_the_main_part_counts_as_well(place: str) -> None:
    one, other = (place.format(f"We keep your searches for {days} days.") for days in ("30", "90"))
    assert digests("", one) != digests("", other)
    assert len(digests("", one)) == len(digests("")) + 1


# Encodings

WORDS = "Las páginas están en español, según la compañía."


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (WORDS.encode(), ""),
        (WORDS.encode(), "utf-8"),
        (WORDS.encode(), "iso-8859-1"),
        (WORDS.encode(), "klingon"),
        (WORDS.encode(), "rot13"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "latin1"),
        (WORDS.encode("latin-1"), ""),
        (WORDS.encode("latin-1"), "iso-8859-1"),
        (WORDS.encode("latin-1"), "ISO-8859-15"),
        (WORDS.encode("cp1252"), "punycode"),
        (WORDS.encode("utf-16-le"), "utf-16"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), ""),
        (WORDS.encode("mac-roman"), "macintosh"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_has(content: bytes, declared: str) -> None:
    assert decode_page(content, declared) == WORDS


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="macintosh">',
        "<META CHARSET=x-mac-roman>",
        '<meta http-equiv="Content-Type" content="text/html; charset=macintosh">',
        "<!-- <meta charset=utf-8> --><meta content='text/html;charset=macintosh' "
        "http-equiv=content-type>",
        '<?xml version="1.0" encoding="macintosh"?><html>',
        f"<script>{'x' * 2000}</script><meta charset=macintosh>",
    ],
)
def test_a_page_may_name_its_encoding_itself(meta: str) -> None:
    page = (meta + WORDS).encode("mac-roman")
    assert WORDS in decode_page(page) and WORDS in decode_page(page, "utf-8")


def test_one_wrong_byte_makes_no_other_encoding_of_utf_8() -> None:
    page = b"<meta charset=windows-1252>\xe9" + WORDS.encode()
    assert WORDS in decode_page(page, "utf-8")
    assert WORDS in decode_page(b"\xe9" + WORDS.encode())


LABELS = ["zlib", "base64", "undefined", "idna", "unicode_escape", "\x00", "bz2", "hex", "utf-7"]
# As aiohttp hands over bytes of a header that are not UTF-8, and letters that are.
LABELS += ["\udcff", "utf\u20138", "☃", "x" * 5_000, "utf-8, utf-8", "mbcs", "replacement"]


@pytest.mark.parametrize("label", LABELS)
def test_no_label_makes_reading_fail(label: str) -> None:
    assert decode_page(b"<p>\xff x</p>", label)
    assert decode_page(WORDS.encode(), label) == WORDS
    assert WORDS in decode_page(f"<meta charset='{label}'>{WORDS}".encode("utf-8", "replace"))


# Bounds


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<div></x>" * 100_000,
        "<a " + " ".join(f"a{number}=b" for number in range(40_000)) + ">x</a>",
        "<a><b><i><u>" * 20_000,
    ],
)
def test_a_page_that_keeps_a_parser_busy_is_given_up(page: str) -> None:
    with pytest.raises(ExtractionFailed):
        asyncio.run(extract_apart(page.encode(), "utf-8", True))


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ExtractionFailed):
        asyncio.run(extract_apart(FILLER.encode(), "utf-8", True, seconds=0))


def test_a_page_is_read_apart_as_it_is_here() -> None:
    page = f"<html lang=es>{FILLER}<p>{WORDS}</p>".encode()
    there = asyncio.run(extract_apart(page, "utf-8", True))
    assert there == extract_policy(page, "utf-8", True) and WORDS in there.sentences


def test_a_line_with_the_day_of_reading_is_left_out() -> None:
    page = f"<html lang=es>{FILLER}<p>Fecha: 5 de enero de 2026</p>".encode()
    read = extract_apart(page, "utf-8", True, {date(2026, 1, 5)})
    there, here = asyncio.run(read), extract_policy(page, "utf-8", True)
    assert here.sentences == (*there.sentences, "Fecha: 5 de enero de 2026")


def test_a_text_of_equal_sentences_is_compared_in_bounded_steps() -> None:
    before = ["a", *["x", "y"] * (MAXIMUM_SENTENCES // 2), "b"]
    after = ["c", *["y", "x"] * (MAXIMUM_SENTENCES // 2), "d"]
    assert find_changed_blocks(before, after) == [(0, len(before), 0, len(after))]
    assert find_changed_blocks(before, [*before[:-1], "e"]) == [
        (len(before) - 1, len(before), len(before) - 1, len(before))
    ]
    assert find_changed_blocks(before, before) == []


def test_a_text_with_too_many_sentences_is_not_compared() -> None:
    assert PolicyText(("One.",) * (MAXIMUM_SENTENCES + 1)).is_too_large
    assert not PolicyText(("One.",) * MAXIMUM_SENTENCES).is_too_large
