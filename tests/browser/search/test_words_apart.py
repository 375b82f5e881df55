"""The search finds a word however it is written: apart, together, with a hyphen or a joiner."""

from __future__ import annotations

import pytest

from tests.support.search_pages import marked, search

APART = {
    "en": [
        ("Wi-Fi logs are kept for a day.", "wifi · wi-fi · wi fi · WiFi · Wi‑Fi"),
        ("Your e-book loans.", "ebook · ebooks · e-book · e-books · e book · e books"),
        ("You can opt out of it.", "optout · opt-out · opt out · optouts"),
        ("Log in to your account.", "login · log-in · log in"),
        ("At the checkout.", "checkout · check-out · check out · checkouts · check outs"),
        ("Send an email to us.", "email · e-mail · e mail · emails · e-mails"),
        ("Plates: ex libris.", "ex libris · ex-libris · exlibris"),
        ("Our self-check machines.", "selfcheck · self check · self-check · self‑check"),
        ("Sign up for the newsletter.", "signup · sign-up · sign up · sign–up"),
        ("The library’s website.", "website · web site · web-site · websites · web sites"),
        ("A COVID-19 notice.", "covid19 · covid-19 · covid 19 · COVID‑19"),
    ],
    "es": [
        ("La red Wi-Fi guarda registros.", "wifi · wi-fi · wi fi"),
        ("Préstamo de e-books.", "ebook · e-book · ebooks · e-books · e books"),
        ("Los exlibris de la colección.", "exlibris · ex-libris · ex libris"),
        ("Escriba al correo-e del mostrador.", "correo-e · correoe · correo e"),
        ("El autopréstamo de libros.", "autoprestamo · auto-préstamo · auto préstamo"),
        ("Su sitio web oficial.", "sitio web · sitioweb · sitio-web"),
        ("Un aviso antispam.", "antispam · anti-spam · anti spam"),
    ],
}


@pytest.mark.parametrize("locale", APART)
def test_a_word_is_found_written_apart_or_together(opened, site, locale):
    site.write_index(
        locale,
        [
            {"url": f"#{number}", "title": "List", "heading": "", "text": text}
            for number, (text, _) in enumerate(APART[locale])
        ]
        + [{"url": "#other", "title": "List", "heading": "", "text": "Cameras at the doors."}],
    )
    page = opened(locale)
    for number, (text, queries) in enumerate(APART[locale]):
        for query in queries.split(" · "):
            found = search(page, query)
            assert found[0] == f"#{number}" and "#other" not in found, (text, query)
            assert marked(page), query


def test_what_a_joiner_holds_together_is_found_without_it(opened, site):
    texts = {"#fa": "کتاب‌های کتابخانه", "#si": "ශ්‍රී ලංකාව"}
    site.write_index(
        "en",
        [{"url": url, "title": "T", "heading": "", "text": text} for url, text in texts.items()],
    )
    page = opened("en")
    for query, url in (("کتابهای", "#fa"), ("کتاب های", "#fa"), ("ශ්රී", "#si"), ("ශ්‍රී", "#si")):
        assert search(page, query) == [url]
