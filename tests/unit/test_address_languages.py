"""What names a language in an address is known, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from aviso.core.address_languages import find_language, remove_language
from aviso.i18n.address_comparison import compare_addresses
from aviso.i18n.differences import ComparedText

LANGUAGES = ("en", "es")
EDITIONS = [
    ("https://x.org/policy-en.pdf", "https://x.org/policy-es.pdf"),
    ("https://x.org/policy_EN.pdf", "https://x.org/policy_ES.pdf"),
    ("https://x.org/policy-eng.pdf", "https://x.org/policy-spa.pdf"),
    ("https://x.org/policy.en.html", "https://x.org/policy.es.html"),
    ("https://x.org/policy-english", "https://x.org/policy-espanol"),
    ("https://x.org/en/policy", "https://x.org/es/policy"),
    ("https://x.org/policy", "https://x.org/es/policy"),
    ("https://x.org/en-US/policy", "https://x.org/es-MX/policy"),
    ("https://x.org/en_us/policy", "https://x.org/es_419/policy"),
    ("https://x.org/policy?lang=en", "https://x.org/policy?lang=es"),
    ("https://x.org/policy?id=1&hl=en", "https://x.org/policy?id=1&hl=es-419"),
    ("https://x.org/policy?id=1", "https://x.org/policy?locale=es&id=1"),
    ("https://www.x.org/policy", "https://es.x.org/policy"),
    ("https://en.x.org/policy", "https://es.x.org/policy"),
    ("https://x.org/english/policy", "https://x.org/espa%C3%B1ol/policy"),
    ("https://en.x.org/wiki/Privacy_law", "https://es.x.org/wiki/Ley"),
    ("https://x.org/en/privacy-policy", "https://x.org/es/pol%C3%ADtica-de-privacidad"),
    ("tel:+17075550123", "tel:+1-707-555-0123"),
    ("mailto:a@x.org?subject=My%20data", "mailto:A@x.org?subject=Mis%20datos&body=Hola"),
    ("MAILTO:a@x.org", "mailto:a@x.org?subject=Hola"),
    ("tel:+17075550123", "tel:707-555-0123"),
    ("tel:1-707-555-0123", "TEL:(707)555-0123"),
    ("sms:+17075550123?body=Hi", "sms:+1-707-555-0123?body=Hola"),
    ("https://en.x.org/wiki/HTTP_cookie", "https://es.x.org/wiki/Cookie_(inform%C3%A1tica)"),
    ("https://x.org/v?cc_lang_pref=en", "https://x.org/v?cc_lang_pref=es"),
]
DIFFERENT = [
    ("https://x.org/policy-en.pdf", "https://x.org/terms-es.pdf"),
    ("https://x.org/policy?id=1&lang=en", "https://x.org/policy?id=2&lang=es"),
    ("https://x.org/open", "https://x.org/op"),
    ("https://x.org/en/policy-3", "https://x.org/es/politica-4"),
    ("https://x.org/en/policy", "https://y.org/es/politica"),
    ("https://x.org/en/a/policy", "https://x.org/es/politica"),
    ("tel:+17075550123", "tel:+1-707-555-0124"),
    ("tel:+17075550123", "tel:+527075550123"),
    ("sms:+17075550123", "sms:+17075550124"),
    ("https://x.org/policy", "https://y.org/es/policy"),
    ("mailto:a@x.org?subject=Hi", "mailto:b@x.org?subject=Hola"),
    ("mailto:a@x.org?cc=c@x.org", "mailto:a@x.org?cc=d@x.org"),
    ("https://x.org/policy-2019.pdf", "https://x.org/policy-2020.pdf"),
    ("https://x.org/p(1)", "https://x.org/p(2)"),
]


def differences(one: str, other: str) -> list[str]:
    texts = [
        ComparedText(locale, f"[x]({address}).") for address, locale in ((one, "en"), (other, "es"))
    ]
    return [found.message for found in compare_addresses(texts[0], texts[1], [])]


@pytest.mark.parametrize(("one", "other"), EDITIONS)
def test_two_editions_are_the_same_address(one: str, other: str) -> None:
    assert not differences(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages_are_not(one: str, other: str) -> None:
    assert differences(one, other)


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("https://x.org/es/privacidad", "es"),
        ("https://x.org/en-us/privacy", "en"),
        ("https://x.org/privacy?lang=es-MX", "es"),
        ("https://x.org/privacy_en.html", "en"),
        ("https://es.x.org/", "es"),
        ("https://x.org/privacy", ""),
        ("https://enterprise.org/essay/english-books-2", "en"),
        ("https://x.es/open/test", ""),
    ],
)
def test_the_language_of_an_address(address: str, language: str) -> None:
    assert find_language(address, LANGUAGES) == language
    if not language:
        assert remove_language(address, LANGUAGES) == address
