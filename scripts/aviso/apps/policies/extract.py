"""Turns the page of a policy into its sentences, without what surrounds them and however they are laid out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

import trafilatura
from selectolax.lexbor import LexborHTMLParser

LIST_MARK = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)]|\([a-z0-9]\))\s+", re.MULTILINE)
CELL_BORDER = re.compile(r"\s*\|\s*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(¿¡]?[A-ZÁÉÍÓÚÑ0-9])")
WORD = re.compile(r"[^\W\d_]+")
# The commonest small words, which tell the two languages of notices apart.
SMALL_WORDS = {
    "en": {"the", "and", "of", "to", "we", "your", "you", "is", "or"},
    "es": {"el", "la", "los", "las", "de", "que", "y", "en", "su", "usted"},
}
# With fewer words than this, what came is no policy but a notice that there is none, or a page that a script fills.
FEWEST_WORDS = 40


@dataclass(frozen=True)
class PolicyText:
    """What a policy says, sentence by sentence, and the language that it is in ("" if neither page nor words tell)."""

    sentences: tuple[str, ...]
    language: str = ""

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(sentence.split()) for sentence in self.sentences)

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """A short digest of each sentence: enough to see which are new, and no way back to the text."""
        return tuple(digest(sentence) for sentence in self.sentences)

    @property
    def is_enough(self) -> bool:
        """Tell whether there is enough of it to be a policy."""
        return self.words >= FEWEST_WORDS


def digest(sentence: str) -> str:
    """A digest of 32 bits of a sentence, without regard to capitals and marks, which editors change for their looks."""
    plain = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", sentence).casefold()))
    return hashlib.blake2b(plain.encode(), digest_size=4).hexdigest()


def policy_text(content: bytes, charset: str, is_html: bool) -> PolicyText:
    """Take the text out of a page; of another kind of file only its digest can be compared."""
    if not is_html:
        return PolicyText(
            (f"A file with the digest {hashlib.blake2b(content, digest_size=16).hexdigest()}",)
        )
    html = content.decode(charset, "replace")
    sentences = tuple(sentences_of(_running_text(html)))
    return PolicyText(sentences, language_of(html, " ".join(sentences)))


def _running_text(html: str) -> str:
    """The main text of a page without its headings: whether an extractor finds those depends on how the page is laid out."""
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


def sentences_of(text: str) -> list[str]:
    """Divide a text into sentences. Line ends, list marks and table borders are layout and count for nothing."""
    plain = CELL_BORDER.sub(" ", LIST_MARK.sub(" ", unicodedata.normalize("NFC", text)))
    return [
        sentence
        for part in SENTENCE_END.split(" ".join(plain.split()))
        if (sentence := part.strip())
    ]


def language_of(html: str, text: str) -> str:
    """The language of a text by its small words; where they do not tell, what the page says of itself."""
    words = [word.lower() for word in WORD.findall(text)]
    counts = {
        language: sum(word in small for word in words) for language, small in SMALL_WORDS.items()
    }
    best, other = sorted(counts, key=lambda language: -counts[language])
    if counts[best] > 2 * counts[other] and counts[best] >= 5:
        return best
    root = LexborHTMLParser(html).root
    return ((root.attributes.get("lang") or "") if root else "").partition("-")[0].lower()
