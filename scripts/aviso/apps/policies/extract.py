"""Extracts the sentences of a policy from its page, whatever the layout around them is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from aviso.i18n.text_patterns import WORD

LIST_MARK = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)]|\([a-z0-9]\))\s+", re.MULTILINE)
CELL_BORDER = re.compile(r"\s*\|\s*")
# Not the pattern of ``i18n.sentences``: the register has digests of sentences that end like this,
# and a sentence of a policy may begin with a digit.
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(¿¡]?[A-ZÁÉÍÓÚÑ0-9])")
# The commonest small words, which tell the two languages of notices apart.
COMMON_WORDS = {
    "en": {"the", "and", "of", "to", "we", "your", "you", "is", "or"},
    "es": {"el", "la", "los", "las", "de", "que", "y", "en", "su", "usted"},
}
# A page with fewer words is no policy, but says that there is none or is filled in by a script.
FEWEST_WORDS = 40


@dataclass(frozen=True)
class PolicyText:
    """The sentences of a policy and its language; "" if neither its words nor the page tell."""

    sentences: tuple[str, ...]
    language: str = ""

    @cached_property
    def words(self) -> int:
        """The number of its words."""
        return sum(len(sentence.split()) for sentence in self.sentences)

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """A short digest of each sentence: it tells which are new, and does not reveal the text."""
        return tuple(digest_sentence(sentence) for sentence in self.sentences)

    @property
    def is_enough(self) -> bool:
        """Tell whether it is long enough to be a policy."""
        return self.words >= FEWEST_WORDS


def digest_sentence(sentence: str) -> str:
    """Return a digest of 32 bits of the words of a sentence, without capitals and punctuation."""
    plain = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", sentence).casefold()))
    return hashlib.blake2b(plain.encode(), digest_size=4).hexdigest()


def extract_policy(content: bytes, charset: str, is_html: bool) -> PolicyText:
    """Return the text of a page; a file of another kind becomes one sentence with its digest."""
    if not is_html:
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        return PolicyText((f"A file with the digest {digest}",))
    html = content.decode(charset, "replace")
    sentences = tuple(split_policy_sentences(_extract_main_text(html)))
    return PolicyText(sentences, detect_language(html, " ".join(sentences)))


def _extract_main_text(html: str) -> str:
    """Return the main text of a page without headings, which an extractor finds in some layouts."""
    found = trafilatura.extract(
        html,
        output_format="xml",
        favor_recall=True,
        include_tables=True,
        include_comments=False,
        deduplicate=False,
    )
    main = ElementTree.fromstring(found).find("main") if found else None
    if main is None:
        return ""
    for parent in list(main.iter()):
        for heading in parent.findall("head"):
            parent.remove(heading)
    return "\n".join(text for text in main.itertext() if text.strip())


def split_policy_sentences(text: str) -> list[str]:
    """Split a text into sentences; line ends, list marks and table borders do not matter."""
    plain = CELL_BORDER.sub(" ", LIST_MARK.sub(" ", unicodedata.normalize("NFC", text)))
    return [
        sentence
        for part in SENTENCE_END.split(" ".join(plain.split()))
        if (sentence := part.strip())
    ]


def detect_language(html: str, text: str) -> str:
    """Return the language of a text by its common words, or else the one that the page declares."""
    words = [word.lower() for word in WORD.findall(text)]
    counts = {
        language: sum(word in common for word in words) for language, common in COMMON_WORDS.items()
    }
    best, other = sorted(counts, key=lambda language: -counts[language])
    if counts[best] > 2 * counts[other] and counts[best] >= 5:
        return best
    root = LexborHTMLParser(html).root
    return ((root.attributes.get("lang") or "") if root else "").partition("-")[0].lower()
