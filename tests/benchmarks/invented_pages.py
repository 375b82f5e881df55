"""The pages of an invented library: prose of as many words as are asked for."""

from __future__ import annotations

from .quick_yaml import scalar
from .stock import ACRONYM, LOCALES, WORDS, Pair, Voice, pair, stock


def library_pages(index: int, seed: int, words: int = WORDS) -> dict[tuple[str, str], str]:
    """The Markdown of a library's own pages by (locale, name).

    Each page has ``words`` English words of prose.
    """
    voice = Voice(f"{seed}/{index}/pages")
    pages = {}
    for name in stock()["pages"]:
        bodies = page_bodies(name, voice, words)
        for locale in LOCALES:
            pages[locale, name] = bodies[locale]
    return pages


def page_bodies(name: str, voice: Voice, words: int) -> Pair:
    """One page in both languages.

    It has front matter, a main heading, and sections of prose that end with blocks of facts.
    """
    page = stock()["pages"][name]
    share = max(words // (len(page["sections"]) + 1), 1)
    title, heading, opening, description = (
        pair(page["title"]),
        pair(page["heading"]),
        paragraph(voice, share, True),
        voice.text(),
    )
    texts = {
        locale: [
            (
                f"---\ntitle: {scalar(title[locale])}\n"
                f"description: {scalar(description[locale])}\n---\n# {heading[locale]}"
            ),
            opening[locale],
        ]
        for locale in LOCALES
    }
    for number, (anchor, english, spanish, *blocks) in enumerate(page["sections"]):
        prose = items(voice, share) if number % 3 == 2 else paragraph(voice, share)
        for locale, label in zip(LOCALES, (english, spanish), strict=True):
            texts[locale] += [
                f"## {label} {{#{anchor}}}",
                prose[locale],
                *(f"{{{{ {block} }}}}" for block in blocks),
            ]
    return {locale: "\n\n".join(parts) + "\n" for locale, parts in texts.items()}


def enough(voice: Voice, words: int) -> list[Pair]:
    """As many sentence pairs as have about so many English words."""
    found: list[Pair] = []
    templates: list[list[str]] = []
    while sum(len(sentence["en"].split()) for sentence in found) < words - 7:
        templates = templates or voice.chosen("sentences", len(stock()["sentences"]))
        found.append(voice.sentence(templates.pop()))
    return found or voice.sentences(1)


def paragraph(voice: Voice, words: int, is_opening: bool = False) -> Pair:
    """Paragraphs of at most five sentences.

    A reference to a source ends the first, a link to another page opens the page.
    """
    found = enough(voice, words)
    found[0] = with_source(found[0], voice)
    if is_opening:
        found.insert(1, pair(voice.random.choice(stock()["links"])))
        found.insert(
            0,
            {
                "en": "This is a page of {{ library.name }}.",
                "es": "Esta es una página de la biblioteca ({{ library.name }}).",
            },
        )
    groups = [found[start : start + 5] for start in range(0, len(found), 5)]
    return {
        locale: "\n\n".join(" ".join(sentence[locale] for sentence in group) for group in groups)
        for locale in LOCALES
    }


def items(voice: Voice, words: int) -> Pair:
    """A sentence and a list."""
    first, *rest = enough(voice, words)
    return {
        locale: "\n".join(
            [first[locale], "", *(f"- {sentence[locale]}" for sentence in rest or [first])]
        )
        for locale in LOCALES
    }


def with_source(sentence: Pair, voice: Voice) -> Pair:
    """A sentence with a reference to a statement."""
    reference = f"{{{{ source('{ACRONYM}-{voice.random.randint(6, 60):02d}') }}}}"
    return {locale: f"{text} {reference}" for locale, text in sentence.items()}
