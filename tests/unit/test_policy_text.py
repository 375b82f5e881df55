"""A change of what a policy says is always seen, and nothing else counts as one."""

from __future__ import annotations

import asyncio
import unicodedata

import pytest

from aviso.apps.policies.compare import find_changed_blocks
from aviso.apps.policies.extract import MAXIMUM_SENTENCES, PolicyText, extract_policy
from aviso.apps.policies.noise import remove_noise
from aviso.apps.policies.worker import ExtractionFailed, extract_apart
from aviso.core.web.charsets import decode_page

FILLER = "".join(
    f"<p>We collect your name and your address for service {number}.</p>" for number in range(9)
)


def digests(part: str, frame: str = "<main>{}</main>") -> tuple[str, ...]:
    html = f"<html lang=en><body>{frame.format(FILLER + part + FILLER)}</body></html>"
    return extract_policy(html.encode(), "utf-8", True).digests


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
        ("Session IDs are kept 30 days.", "Session IDs are kept 31 days."),
    ],
)
def test_a_change_of_meaning_is_seen(before: str, after: str) -> None:
    assert digests(f"<p>{before}</p>") != digests(f"<p>{after}</p>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Today is Monday, January 5, 2026.</p>", "<p>Today is Tuesday, January 6, 2026.</p>"),
        ("<p>Hoy es lunes, 5 de enero de 2026</p>", "<p>Hoy es martes, 6 de enero de 2026</p>"),
        ("<p>Monday, January 5, 2026 10:30 AM</p>", "<p>Tuesday, January 6, 2026 9:05 AM</p>"),
        ("<p>© 2025 X. All rights reserved.</p>", "<p>© 2026 X. All rights reserved.</p>"),
        ("<p>Copyright © 2019–2025 by X</p>", "<p>Copyright © 2019–2026 by X</p>"),
        (
            "<p>X 2025. Todos los derechos reservados</p>",
            "<p>X 2026. Todos los derechos reservados</p>",
        ),
        ("<p>(c) 2025 X, Inc.</p>", "<p>(c) 2026 X, Inc.</p>"),
        ("<p>It is 5 January 2026.</p>", "<p>It is 6 January 2026.</p>"),
        ("<p>As of today, January 5, 2026</p>", "<p>As of today, January 6, 2026</p>"),
        ("<time>Jan 5, 2026 10:00</time>", "<time>Jan 6, 2026 11:30</time>"),
        ("<p>Good morning!</p>", "<p>Good afternoon!</p>"),
        ("<p>There are 5 users online</p>", "<p>There are 7 users online</p>"),
        ("<p>Lectura de 5 minutos</p>", "<p>Lectura de 6 minutos</p>"),
        ("<dialog id=cookies>We use 3. <button>I agree</button></dialog>", ""),
        ("<p>5 min read</p>", "<p>6 min read</p>"),
        ("<span>Reading time: 5 minutes</span>", "<span>Reading time: 7 minutes</span>"),
        ("<p>Tiempo de lectura: 5 minutos</p>", "<p>Tiempo de lectura: 6 minutos</p>"),
        ("<p>Last visited: January 3, 2026</p>", "<p>Last visited: January 4, 2026 10:00</p>"),
        ("<p>Visitors: 1,234</p>", "<p>Visitors: 1,299</p>"),
        ("<p>You are visitor number 55.</p>", "<p>You are visitor number 56.</p>"),
        ("<p>Updated 3 days ago</p>", "<p>Updated 4 days ago</p>"),
        ("<p>Session ID: 8f3ab2c9</p>", "<p>Session ID: 11aa22bb</p>"),
        ("<input type=hidden name=csrf value=abc>", "<input type=hidden name=csrf value=def>"),
        ("<p class=a id=b>So.</p>", "<p id=c class=d>So.</p>"),
        ("<p>A   b\n c.</p>", "<p>A b c.</p>"),
        ("<p>“Quoted” – so.</p>", '<p>"Quoted" - so.</p>'),
        ("<p>ni\u00f1os.</p>", unicodedata.normalize("NFD", "<p>ni\u00f1os.</p>")),
        ("<p>in\u00adfor\u200bmation.</p>", "<p>information.</p>"),
        ("<p>One. Two.</p>", "<ul><li>One.</li><li>Two.</li></ul>"),
        ("<p>A&nbsp;b.</p>", "<p>A b.</p>"),
        (
            "<div id=cookie-banner>We use 3 cookies. <button>Accept all</button></div>",
            "<div id=cookie-banner>We use 9 cookies! <button>Accept all</button></div>",
        ),
        ("<nav><a>Shop</a></nav>", "<nav><a>Store</a></nav>"),
        ("<script>var a = 1</script>", "<script>var a = 2</script>"),
        ("", "<style>p { color: red }</style>"),
    ],
)
def test_what_changes_by_itself_is_no_change(before: str, after: str) -> None:
    assert digests(before) == digests(after)


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
    ],
)
def test_a_sentence_beside_the_main_part_counts_as_well(place: str) -> None:
    one, other = (place.format(f"We keep your searches for {days} days.") for days in ("30", "90"))
    assert digests("", one) != digests("", other)
    assert len(digests("", one)) == len(digests("")) + 1


def test_a_long_sentence_is_never_noise() -> None:
    sentence = "Today is Monday, January 5, 2026, and from now on we sell your data."
    assert remove_noise(sentence) == sentence


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
    ],
)
def test_a_page_may_name_its_encoding_itself(meta: str) -> None:
    assert WORDS in decode_page((meta + WORDS).encode("mac-roman"))


@pytest.mark.parametrize("label", ["zlib", "base64", "undefined", "idna", "unicode_escape", "\x00"])
def test_no_label_makes_reading_fail(label: str) -> None:
    assert decode_page(b"<p>\xff x</p>", label)


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
