"""What changes by itself on the page of a policy is no change of the policy."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from aviso.apps.policies.extract import extract_policy
from aviso.apps.policies.noise import remove_noise
from tests.support.policy_pages import FILLER, digests


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Today is Monday, January 5, 2026.</p>", "<p>Today is Tuesday, January 6, 2026.</p>"),
        ("<p>Hoy es lunes, 5 de enero de 2026</p>", "<p>Hoy es martes, 6 de enero de 2026</p>"),
        ("<p>Monday, January 5, 2026 10:30 AM</p>", "<p>Tuesday, January 6, 2026 9:05 AM</p>"),
        ("<p>Date: Mon, 5 Jan 2026</p>", "<p>Fecha y hora: 6/1/2026 10:30 h</p>"),
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
        ("<p>Mon Jan 05 2026 10:30:00 GMT-0800 (PST)</p>", "<p>2026-01-06T09:05:11.2Z</p>"),
        ("<p>2026-01-05T10:30:00-08:00</p>", "<p>2026-01-06T10:31:00-08:00</p>"),
        ("<p>January 5th, 2026 | 10:30 AM</p>", "<p>January 6th, 2026 | 9:05 AM</p>"),
        ("<p>lunes 5 de enero de 2026, 10:30 h</p>", "<p>martes 6 de enero de 2026, 9:05 h</p>"),
        ("<p>Current date and time: 1/5/2026 10:30</p>", "<p>Server time: 10:33:11 UTC</p>"),
        ("<p>© X, Inc. 2025</p>", "<p>© X, Inc. 2026</p>"),
        ("<p>© MMXXV X</p>", "<p>© MMXXVI X</p>"),
        ("<p>Derechos de autor 2025 X</p>", "<p>Derechos de autor 2026 X</p>"),
        ("<p>All rights reserved, X, 2025</p>", "<p>All rights reserved, X, 2026</p>"),
        ("<p>Open today until 8 p.m.</p>", "<p>Closed now</p>"),
        ("<p>Abierto hoy hasta las 8</p>", "<p>Cerrado ahora</p>"),
        ("<p>My cart (0)</p>", "<p>5 items in your cart</p>"),
        ("<p>By Ann • 5 min read</p>", "<p>By Ann • 6 min read</p>"),
        ("<p>5 minute read • Updated 3 days ago</p>", "<p>6 minute read • Updated just now</p>"),
        ("<p>Views: 1.2K</p>", "<p>1.3k views</p>"),
        ("<p>Happy Monday!</p>", "<p>Good evening, guest</p>"),
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


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("cookies-eu-banner", "Aceptar"),
        ("eu-cookie-compliance-banner", "Sí, acepto"),
        ("aviso-cookies", "Entiendo"),
        ("hs-cookie-notification-position-bottom", "Accept"),
        ("site-message--cookie", "Continue"),
        ("privacy-banner", "I understand"),
        ("cookielaw", "×"),
        ("qc-cmp2-container", "AGREE"),
    ],
)
def test_a_banner_is_left_aside(name: str, answer: str) -> None:
    banner = f"<div class={name}>We use 3 cookies. <button>{answer}</button></div>"
    assert digests(banner) == digests("")


@pytest.mark.parametrize("tag", ["div", "section", "dialog", "aside", "form"])
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("We use {} cookies to improve this site.", "<button>Accept all</button>"),
        ("This website uses {} cookies.", "<div><a role=button>Got it!</a></div>"),
        ("We and our {} partners use cookies.", "<a href=#>I agree</a> <a>No</a>"),
        ("Utilizamos {} cookies propias.", "<input type=submit value=Aceptar>"),
        ("<p>Our site has {} cookies.</p>", "<p><button>Reject</button> <a>More</a></p>"),
    ],
)
def test_a_banner_needs_no_name(tag: str, words: str, answer: str) -> None:
    one, other = (f"<{tag}>{words.format(count)} {answer}</{tag}>" for count in (3, 9))
    assert digests(one) == digests(other) == digests("")


@pytest.mark.parametrize(
    "part",
    [
        "<div>We keep cookies for {} days. <button>Accept</button></div>",
        "<div>We use {} cookies. <button>Read more</button></div>",
        "<div>We use {} cookies. <a href=/more>Accept</a></div>",
        "<div>We sell {} books. <button>Accept</button></div>",
        "<p>We use {} cookies.</p><button>Accept</button>",
    ],
)
def test_what_only_resembles_a_banner_counts(part: str) -> None:
    assert digests(part.format(3)) != digests(part.format(9))


@pytest.mark.parametrize(
    "line",
    [
        *("Date: {0:%B} {0.day}, {0.year}", "Date: {0:%m/%d/%Y}", "Date: {0:%d-%m-%y}"),
        *("{0:%B} {0.day}, {0.year}", "{0:%Y-%m-%d}", "Fecha: {0:%d/%m/%Y}"),
        *("Day: {0:%A}, {0.day} {0:%b} {0.year}", "DATE: {0:%b} {0.day}th, {0.year}"),
    ],
)
def test_the_day_of_reading_is_no_change_and_any_other_is_one(line: str) -> None:
    def read(shown: date, read_on: date) -> tuple[str, ...]:
        page = f"<p>{line.format(shown)}</p>{FILLER}".encode()
        return extract_policy(page, "utf-8", True, [read_on]).digests

    review, later = date(2026, 1, 5), date(2026, 3, 16)
    assert read(review, review) == read(later, later)
    assert read(review, later) != read(later, later)


def test_a_lone_weekday_is_today() -> None:
    for before, after in (("Monday", "Tuesday"), ("lunes", "sábado"), ("Mon.", "Wed.")):
        assert digests(f"<p>{before}</p>") == digests(f"<div><span>{after}</span></div>")


def test_a_long_sentence_is_never_noise() -> None:
    sentence = "Today is Monday, January 5, 2026, and from now on we sell your data."
    assert remove_noise(sentence) == sentence
