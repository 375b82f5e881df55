"""Extracts the sentences of a policy from its page, whatever the layout around them is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from aviso.apps.policies.noise import remove_noise
from aviso.apps.policies.page_text import list_blocks
from aviso.apps.policies.todays_date import Days
from aviso.core.web.charsets import decode_page
from aviso.i18n.language_data import list_languages, load_language_data
from aviso.i18n.text_patterns import WORD

LIST_MARK = re.compile(r"^\s*(?:[-–•▪■●►◦‣*]|\d{1,2}[.)]|\([a-z0-9]\))\s+")
# Not the pattern of ``i18n.sentences``: the register has digests of sentences that end like this,
# and a sentence of a policy may begin with a digit.
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(¿¡]?[A-ZÁÉÍÓÚÑ0-9])")
# Larger texts are not compared: a comparison must end soon, and the register must stay readable.
MAXIMUM_BYTES = 1_000_000
MAXIMUM_SENTENCES = 5_000
# A page with fewer words is not a policy: it says that there is none, or a script fills it.
FEWEST_WORDS = 40


@dataclass(frozen=True)
class PolicyText:
    """The sentences of a policy and its language; "" if it cannot be determined."""

    sentences: tuple[str, ...]
    language: str = ""

    @cached_property
    def words(self) -> int:
        """The number of its words."""
        return sum(len(sentence.split()) for sentence in self.sentences)

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """A short digest of each sentence, which shows new sentences without revealing the text."""
        return tuple(digest_sentence(sentence) for sentence in self.sentences)

    @property
    def is_too_large(self) -> bool:
        """Tell whether it has too many sentences to be compared."""
        return len(self.sentences) > MAXIMUM_SENTENCES

    @property
    def is_enough(self) -> bool:
        """Tell whether it is long enough to be a policy."""
        return self.words >= FEWEST_WORDS


# Characters with a meaning: currencies, mathematical symbols (except borders of tables) and those
# in texts on prices, laws and addresses.
SIGN_CATEGORIES = {"Sc", "Sm", "So"}
SIGNS = set("%‰§&@#/^~*?_")
LAYOUT_SIGNS = set("|©") | {chr(code) for code in range(0x2190, 0x2200)}
LAYOUT_SIGNS |= {chr(code) for code in range(0x2500, 0x2600)}
# A number with its separators, a word, or any other character.
TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|[^\w\s]|_|\w")
ALONE = re.compile("[\u25a0-\u25ff]")
MINUS = re.compile(r"(?<![\w)\]])[-−](?=\d)")
DASHES = re.compile("[‐‑‒–—―]")
POWERS = str.maketrans({sign: f"^{digit}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
# Invisible characters: soft hyphens, zero-width characters and direction marks.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufe0e\ufe0f\ufeff]")


def digest_sentence(sentence: str) -> str:
    """Return a 32-bit digest of a sentence without capitals and punctuation.

    Characters that change its meaning count: $ and €, ≤ and ≥, 1.5 and 1-5.
    """
    return hashlib.blake2b(read_plainly(sentence).encode(), digest_size=4).hexdigest()


def read_plainly(sentence: str) -> str:
    """Return the words, numbers and meaningful characters of a sentence, in lowercase."""
    seen = INVISIBLE.sub("", sentence.translate(POWERS))
    text = unicodedata.normalize("NFKC", seen).casefold()
    text = MINUS.sub("−", DASHES.sub("-", text))
    tokens = TOKEN.findall(text)
    kept = [token for token in tokens if _has_meaning(token)]
    # A cell of a table may hold nothing but a full or an empty circle, or end with one. At the
    # beginning of a text, it is the mark of a list.
    ends = tokens[:2] if not kept else tokens[-1:]
    return " ".join((*kept, *(token for token in ends if ALONE.fullmatch(token))))


def _has_meaning(token: str) -> bool:
    if token[0].isalnum() or token in SIGNS:
        return True
    return token not in LAYOUT_SIGNS and unicodedata.category(token) in SIGN_CATEGORIES


def extract_policy(
    content: bytes, charset: str, is_html: bool, read_on: Iterable[date] = ()
) -> PolicyText:
    """Return the text of a page; a file of another kind becomes one sentence with its digest.

    ``charset`` is the charset that the server names, or "". Lines with nothing but one of the days
    ``read_on`` are left out.
    """
    if not is_html:
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        return PolicyText((f"A file with the digest {digest}",))
    html = decode_page(content, charset)
    days = Days(read_on)
    sentences = tuple(
        sentence
        for block in list_blocks(html)
        for sentence in split_policy_sentences(block)
        if not days.has_line(sentence)
    )
    return PolicyText(sentences, detect_language(html, " ".join(sentences)))


def split_policy_sentences(block: str) -> list[str]:
    """Split a block into sentences, without list marks and text that changes by itself."""
    text = " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", block)).split())
    # "(c)" may be a copyright sign or the mark of a list item.
    sentences = SENTENCE_END.split(remove_noise(LIST_MARK.sub("", remove_noise(text))))
    kept = (remove_noise(sentence.strip()) for sentence in sentences)
    return [sentence for sentence in kept if read_plainly(sentence)]


def detect_language(html: str, text: str) -> str:
    """Return the language of a text by its common words, or else the one that the page declares."""
    words = [word.lower() for word in WORD.findall(text)]
    counts = {
        language: sum(word in load_language_data(language).commonest for word in words)
        for language in list_languages()
    }
    best, *others = sorted(counts, key=lambda language: -counts[language])
    if counts[best] >= 5 and all(counts[best] > 2 * counts[other] for other in others):
        return best
    root = LexborHTMLParser(html).root
    return ((root.attributes.get("lang") or "") if root else "").partition("-")[0].lower()
