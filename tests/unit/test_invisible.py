"""Invisible characters: those that a script or an emoji needs, and all others."""

from __future__ import annotations

import pytest

from aviso.core.invisible import find_hidden_characters, name_place, replace_hidden_characters

NEEDED = {
    "Persian": "می‌خواهم کتاب‌ها را در کتابخانه‌ای بخوانم، شده‌اند",
    "Persian after a letter that does not join": "کار‌ها",
    "Persian after a foreign word and a number": "PDF‌ها ۱۲‌ام",
    "Persian, a letter alone": "۱۴۰۰ ه‍.ق",
    "Urdu": "نہ‌جانے",
    "Sinhala": "ශ්‍රී ලංකාවේ පුස්තකාලය",
    "Malayalam": "ന്‍ ക്‍ വായനശാല",
    "Kannada": "ಫೇಸ್‌ಬುಕ್‌ ರ‍್ಯಾಂಕ್",
    "Hindi": "क्‍ष राष्ट्रीय",
    "Bengali": "র‍্যাব র\u200c্যাব",
    "Persian after quotation marks": "«کتاب»\u200cها (کتاب)\u200cها **کتاب**\u200cها",
    "Khmer": "ខ្ញុំ​ទៅ​បណ្ណាល័យ។ ១៥​ថ្ងៃ 15​ថ្ងៃ ប៊‌ិច",
    "Thai": "ห้อง​สมุด",
    "Tibetan": "དཔེ་མཛོད་ཁང་།",
    "Mongolian": "ᠰᠠᠷ᠎ᠠ ᠠ᠋",
    "a Japanese name": "葛󠄀城市",
    "Myanmar": "ဤ︀",
    "telephone, letter, warning": "☎️ ✉️ ⚠️ ☎︎ ℹ️ ©️",
    "a family": "👨‍👩‍👧 🧑‍🧑‍🧒‍🧒",
    "a skin": "👩🏽‍💻 🕵🏽‍♀️ 👍🏿",
    "flags": "🇲🇽 🏳️‍🌈 🏴‍☠️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "keys": "1️⃣ #️⃣ *️⃣",
    "a broken chain": "⛓️‍💥 ❤️‍🔥 👁️‍🗨️",
}
ELSEWHERE = {
    "a non-joiner in a Latin word": ("li\u200cbrary", 1),
    "a joiner in a Latin word": ("li\u200dbrary", 1),
    "both in Spanish": ("año\u200c o ni\u200dño", 2),
    "a variation in a Latin word": ("ca\ufe0frd", 1),
    "a digit that is no key": ("1\ufe0f", 1),
    "a joiner after an emoji": ("👨\u200d", 1),
    "a joiner between an emoji and a word": ("👨\u200da", 1),
    "a space in a Latin word": ("pri\u200bvacy", 1),
    "a separator out of Mongolian": ("a\u180e b", 1),
    "a message in tags": ("a" + "".join(chr(0xE0000 + ord(letter)) for letter in "hide"), 4),
    "a flag without its end": ("🏴\U000e0067\U000e0062", 2),
    "a non-joiner at the end of a word": ("کتاب\u200c ", 1),
    "a turn": ("كتاب\u202e", 1),
    "a mark of direction": ("كتاب\u200f", 1),
    "a soft hyphen": ("pri\u00advacy", 1),
    "a joiner after a virama on a Latin letter": ("a\u094d\u200db", 1),
}


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_script_or_an_emoji_needs_is_accepted(name: str) -> None:
    assert [hex(ord(found[0])) for found in find_hidden_characters(NEEDED[name])] == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_everything_else_is_found(name: str) -> None:
    text, count = ELSEWHERE[name]
    assert len(list(find_hidden_characters(text))) == count
    assert len(replace_hidden_characters(text)) == len(text)
    assert list(find_hidden_characters(replace_hidden_characters(text))) == []


def test_it_says_where_a_character_belongs() -> None:
    assert "Persian" in name_place("\u200c") and "emoji" in name_place("\ufe0f")
    assert "Khmer" in name_place("\u200b") and "flag" in name_place("\U000e0067")
    assert name_place("\u202e") == ""
