"""Turns a number and a seed into a project folder with that many libraries, for benchmarks.

The libraries are invented and bilingual.

    python tests/benchmarks/generate.py --libraries 200 --into DIR
        [--seed 1] [--words 110] [--plain]

What the two fullest real libraries have, and what a generated one has (counted on 2026-11-22; words
are English):

    ================================== ======== ======== ==========
                                         sonoma  example  generated
    ================================== ======== ======== ==========
    pages in the menu, each language         10       10         10
    statements (in so many documents)    57 (2)   76 (2)     60 (2)
    practices (in so many situations)    12 (9)  18 (12)    15 (12)
    vendors used                             16        9         16
    laws                                     13        6         10
    commitments                              11       10         11
    rules on disclosure, by age           7 + 2   10 + 3      8 + 2
    steps of procedures                      19       14         17
    open questions, revisions            15 + 2    4 + 2     10 + 2
    record in data/libraries/, kB            70       66         73
    prose on a page of its own, words        95      123   about 90
    page with its facts, words            1,070      945      1,210
    ================================== ======== ======== ==========

Real pages are mostly facts, and have about 110 words of prose of their own; --words 600 (LONG)
makes the prose as long as in the measurements of the peers. The 10 pages are 8 of the library's own
and the two common ones of docs/_pages (laws, about); the common search page comes on top. Every
prose and every text of a record is composed for its library alone from a stock of sentence pairs
with slots (stock.yml), so that what is equal between two libraries is equal between real ones too:
headings, labels, the common pages. Of each 20 libraries one is a system and one its member, which
has no pages of its own. One vendor, TENTH, is used by every tenth library exactly; the others are
drawn from a shared register of 200.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
LOCALES = ("en", "es")
VENDORS = 200
TENTH = "tenth-reads"
USED = 16
WORDS = 110
LONG = 600
ACRONYM = "GL"
COPIED = (
    "mkdocs.yml",
    "overrides",
    "scripts",
    "requirements.lock",
    "data/terms",
    "data/laws.yml",
    "data/schema",
    "docs/_front",
    "docs/_pages",
    "docs/_shared",
)
LOOKS_PLAIN = re.compile(r"[A-Za-zÀ-ÿ¿¡][^:#\n]*[^:#\s]")
Pair = dict[str, str]
Files = Iterator[tuple[str, str]]


@lru_cache
def stock() -> dict[str, Any]:
    """What libraries are composed from (stock.yml)."""
    return yaml.load((Path(__file__).parent / "stock.yml").read_text("utf-8"), yaml.CSafeLoader)


@lru_cache
def known_laws() -> tuple[str, ...]:
    """The laws of this project's register, but for those of one library alone."""
    laws = yaml.load((ROOT / "data" / "laws.yml").read_text("utf-8"), yaml.CBaseLoader)
    return tuple(sorted(name for name in laws if not name.startswith("sonoma")))


def pair(texts: list[str]) -> Pair:
    """Name the languages of two texts."""
    return dict(zip(LOCALES, texts, strict=True))


def slug(name: str) -> str:
    """A name as an id: lowercase letters without accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Voice:
    """Composes sentences in both languages; the same seed says the same."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def chosen(self, name: str, count: int) -> list[Any]:
        """Some entries of a list of the stock, none twice."""
        return self.random.sample(stock()[name], count)

    def sentence(self, template: list[str]) -> Pair:
        """A sentence pair with its slots filled alike in both languages."""
        fills = {slot: self.random.choice(values) for slot, values in stock()["slots"].items()}
        texts = [
            text.format_map({slot: value[index] for slot, value in fills.items()})
            for index, text in enumerate(template)
        ]
        return pair([text[:1].upper() + text[1:] for text in texts])

    def sentences(self, count: int) -> list[Pair]:
        """Some sentence pairs, no template twice."""
        return [self.sentence(template) for template in self.chosen("sentences", count)]

    def text(self, count: int = 1) -> Pair:
        """A text of so many sentences."""
        found = self.sentences(count)
        return {locale: " ".join(sentence[locale] for sentence in found) for locale in LOCALES}

    def day(self) -> str:
        """A day of the last years."""
        year, month = self.random.randint(2016, 2025), self.random.randint(1, 12)
        return f"{year}-{month:02d}-{self.random.randint(1, 28):02d}"


# Who the libraries are


def library_id(index: int) -> str:
    """The id of a library: its town and its number."""
    return f"{slug(stock()['towns'][index % len(stock()['towns'])])}-{index:04d}"


def is_system(index: int) -> bool:
    """Tell whether the library has a member: one of each 20."""
    return index % 20 == 1


def is_member(index: int) -> bool:
    """Tell whether the library takes over the notice of the one before it."""
    return index % 20 == 2


def uses_tenth(index: int) -> bool:
    """Tell whether the library uses the vendor that a tenth of all use."""
    return index % 10 == 3


def library_name(index: int) -> Pair:
    """A full name that no other of the first 5,280 libraries has."""
    towns, districts, kinds = (stock()[name] for name in ("towns", "districts", "kinds"))
    number, town = divmod(index, len(towns))
    # 40 towns are gone through before the district changes, and all districts before the kind does.
    kind, (before, after) = (
        kinds[number // len(districts) % len(kinds)],
        districts[number % len(districts)],
    )
    return {"en": f"{before}{towns[town]} {kind[0]}", "es": f"{kind[1]} de {towns[town]}{after}"}


def identity(index: int, kind: str) -> dict[str, Any]:
    """The first fields of a record: names, place, addresses, colours."""
    name, identifier = library_name(index), library_id(index)
    return {
        "name": name,
        "short_name": {"en": name["en"].rsplit(" ", 2)[0], "es": name["es"].split(" de ", 1)[1]},
        "kind": kind,
        "jurisdiction": pair(stock()["states"][index % len(stock()["states"])]),
        "website": f"https://{identifier}.example.org",
        "address": f"https://notices.example.org/{identifier}/",
        "branding": {"color": stock()["colors"][index % len(stock()["colors"])]},
        "publication": {"state": "draft"},
    }


# What a record holds


def member_record(index: int, seed: int) -> dict[str, Any]:
    """The record of a member: who it is, its own contact, and how it differs."""
    voice = Voice(f"{seed}/{index}")
    return {
        **identity(index, "member"),
        "system": library_id(index - 1),
        "contacts": contacts(index, voice)[:1],
        "exceptions": [
            {"id": f"difference-{number}", "text": voice.text(2)} for number in range(2)
        ],
    }


def library_record(index: int, seed: int) -> dict[str, Any]:
    """The record of a library or a system, with as many facts as real ones have."""
    voice = Voice(f"{seed}/{index}")
    documents = [policy(voice), older_statement(voice)]
    sources = Sources(
        voice, [statement["id"] for document in documents for statement in document["statements"]]
    )
    return {
        **identity(index, "system" if is_system(index) else "library"),
        "quick_answers": [
            quick_answer(voice, link, sources)
            for link in ("choices.md#email", "children.md#ages", "requests.md#officers")
        ],
        "contacts": contacts(index, voice),
        "documents": documents,
        "practices": [
            practice(number, voice, sources) for number in range(len(stock()["practices"]))
        ],
        "commitments": [
            commitment(number, topic, voice, sources)
            for number, topic in enumerate(stock()["topics"])
        ],
        "disclosures": [
            disclosure(recipient, voice, sources) for recipient in stock()["disclosures"]
        ],
        "age_rules": [
            age_rule("under-13", {"to_age": 12}, voice, sources),
            age_rule("teens", {"from_age": 13, "to_age": 17}, voice, sources),
        ],
        "procedures": [
            procedure("officer-request", "law-enforcement", 14, voice, sources),
            procedure("public-request", "public", 3, voice, sources),
        ],
        "vendors": [vendor_use(vendor, voice, sources) for vendor in used_vendors(index, voice)],
        "laws": [
            law_use(law, voice, sources) for law in sorted(voice.random.sample(known_laws(), 10))
        ],
        "open_questions": [
            {"id": f"question-{number}", "text": voice.text(2), "source": sources.some(2)}
            for number in range(10)
        ],
    }


class Sources:
    """Hands out the ids of statements in turn, so that each is rested on."""

    def __init__(self, voice: Voice, identifiers: list[str]) -> None:
        self.identifiers = voice.random.sample(identifiers, len(identifiers))
        self.next = 0

    def some(self, count: int) -> list[str]:
        """The next few ids."""
        start, self.next = self.next, self.next + count
        return [
            self.identifiers[number % len(self.identifiers)] for number in range(start, self.next)
        ]


def contacts(index: int, voice: Voice) -> list[dict[str, Any]]:
    """Three offices that can be reached."""
    roles = (
        ("email-removal", "Removing your email address", "Quitar su correo electrónico"),
        ("privacy", "Questions about privacy", "Preguntas sobre la privacidad"),
        ("web", "The website", "El sitio web"),
    )
    return [
        {
            "id": identifier,
            "role": {"en": english, "es": spanish},
            "email": f"{identifier}@{library_id(index)}.example.org",
            "telephone": f"707-555-{voice.random.randint(100, 199):04d}",
            "verification": {
                "state": voice.random.choice(["verified", "not-verified"]),
                "date": voice.day(),
            },
        }
        for identifier, english, spanish in roles
    ]


def policy(voice: Voice) -> dict[str, Any]:
    """The policy in force.

    It has 45 statements in eight sections, five of them definitions, and two revisions.
    """
    newest = voice.random.randint(2023, 2025)
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    return {
        "id": "policy",
        "title": {
            "en": f"Privacy policy for patrons, {newest}",
            "es": f"Política de privacidad para los usuarios, {newest}",
        },
        "label": {"en": "Privacy policy", "es": "Política de privacidad"},
        "kind": "policy",
        "status": "in-force",
        "effective": f"{newest}-11-15",
        "approved_by": {"en": "Library Board", "es": "Junta de la Biblioteca"},
        "sections": [{"number": numeral, "heading": part_heading(voice)} for numeral in numerals],
        "statements": [
            statement(number, numerals[number * len(numerals) // 45], voice) for number in range(45)
        ],
        "revisions": [
            {"section": "VIII", "effective": f"{year}-11-15", "text": voice.text()}
            for year in (newest, newest - 4)
        ],
    }


def older_statement(voice: Voice) -> dict[str, Any]:
    """An archived statement of 15 sentences without sections."""
    return {
        "id": "statement",
        "title": {"en": "Statement on the website", "es": "Declaración sobre el sitio web"},
        "label": {"en": "Older web statement", "es": "Declaración web anterior"},
        "kind": "statement",
        "status": "archived",
        "archived": f"{voice.random.randint(2003, 2012)}-06-22",
        "statements": [statement(number, None, voice) for number in range(45, 60)],
    }


def part_heading(voice: Voice) -> Pair:
    """The heading of a part of a document."""
    thing, town = (
        voice.random.choice(stock()["slots"]["data"]),
        voice.random.choice(stock()["towns"]),
    )
    return {"en": f"On {thing[0]} in {town}", "es": f"Sobre {thing[1]} en {town}"}


def statement(number: int, section: str | None, voice: Voice) -> dict[str, Any]:
    """One thing that a document says."""
    return {
        "id": f"{ACRONYM}-{number + 1:02d}",
        **({"section": f"{section}.{number}"} if section else {}),
        **({"defines": part_heading(voice)} if number < 5 else {}),
        "text": voice.text(1 + number % 2),
    }


def quick_answer(voice: Voice, link: str, sources: Sources) -> dict[str, Any]:
    """A question that people come with."""
    data = voice.random.choice(stock()["slots"]["data"])
    question = {"en": f"Who can see {data[0]}?", "es": f"¿Quién puede ver {data[1]}?"}
    return {"question": question, "answer": voice.text(), "link": link, "source": sources.some(2)}


def practice(number: int, voice: Voice, sources: Sources) -> dict[str, Any]:
    """What is done with data in one situation."""
    situation, english, spanish, data, purposes, period = stock()["practices"][number]
    retention = (
        {"period": period}
        if period
        else {"vague": pair(voice.random.choice(stock()["vague"]))}
        if number % 3 == 0
        else None
    )
    return {
        "id": f"practice-{number}",
        "situation": situation,
        **({} if number % 3 else {"on_label": False}),
        "title": {"en": english, "es": spanish},
        "data": data.split(),
        "note": voice.text(2),
        "purposes": purposes.split(),
        "recipients": voice.random.sample(
            ["library-staff", "patron", "authorized-person", "court", "vendors"], 3
        ),
        **({"retention": retention} if retention else {}),
        # Two practices of one situation must not contradict each other.
        "identifies": voice.random.choice([("yes", "no")[len(situation) % 2], "unknown"]),
        "optional": voice.random.choice([("no", "yes")[len(situation) % 2], "unknown"]),
        "source": sources.some(4),
    }


def commitment(number: int, topic: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """A promise."""
    return {
        "id": f"promise-{number}",
        "topic": topic,
        **({"headline": False} if number > 6 else {}),
        "text": voice.text(),
        "source": sources.some(1),
    }


def disclosure(recipient: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """Who may be given information."""
    return {
        "id": recipient,
        "recipient": recipient,
        "condition": voice.text(),
        "told_to_patron": voice.text(),
        "source": sources.some(2),
    }


def age_rule(
    identifier: str, ages: dict[str, int], voice: Voice, sources: Sources
) -> dict[str, Any]:
    """What an adult may see of a child's record."""
    return {
        "id": identifier,
        **ages,
        **{field: voice.text() for field in ("who", "must_show", "may_see", "never")},
        "source": sources.some(2),
    }


def procedure(
    identifier: str, requested_by: str, count: int, voice: Voice, sources: Sources
) -> dict[str, Any]:
    """The steps by which a request is answered."""
    steps = [
        {
            "actor": {"en": "Staff", "es": "El personal"},
            **({"when": voice.text()} if number % 2 else {}),
            "text": voice.text(),
            "source": sources.some(1),
        }
        for number in range(count)
    ]
    return {
        "id": identifier,
        "title": part_heading(voice),
        "requested_by": requested_by,
        "steps": steps,
        "source": sources.some(1),
    }


def used_vendors(index: int, voice: Voice) -> list[str]:
    """The vendors that a library uses.

    The one for every tenth library is among them or not by its number.
    """
    others = voice.random.sample([vendor_id(number) for number in range(1, VENDORS)], USED)
    return sorted([TENTH, *others[1:]] if uses_tenth(index) else others)


def vendor_use(vendor: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """What a library adds to a vendor's record."""
    state = voice.random.choice(
        ["sent", "sent", "not-verified", "not-verified", "not-verified", "not-sent"]
    )
    return {
        "vendor": vendor,
        "used_since": voice.day(),
        "state": state,
        **({"sends": voice.chosen("sent_data", 2)} if state == "sent" else {}),
        "since": voice.day(),
        "note": voice.text(),
        "evidence": {
            "url": f"https://www.example.org/news/{vendor}",
            "date": voice.day(),
            "says": voice.text(),
        },
        "source": sources.some(1),
    }


def law_use(law: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """How a library comes to name a law."""
    return {
        "law": law,
        "note": voice.text(),
        **({"source": sources.some(1)} if voice.random.random() < 0.6 else {}),
    }


# The shared register of vendors


def vendor_name(number: int) -> str:
    """A name that no other vendor of the register has."""
    first, second = stock()["vendor_first"], stock()["vendor_second"]
    return f"{first[number % len(first)]} {second[number // len(first) % len(second)]}"


def vendor_id(number: int) -> str:
    """The id of a vendor; number 0 is the one that a tenth of the libraries use."""
    return slug(vendor_name(number)) if number else TENTH


def vendor_record(number: int, seed: int) -> dict[str, Any]:
    """The record of a vendor."""
    voice = Voice(f"{seed}/vendor/{number}")
    category, english, spanish = stock()["vendor_services"][
        number % len(stock()["vendor_services"])
    ]
    site = f"https://www.{slug(vendor_name(number))}.example.com"
    return {
        "name": vendor_name(number),
        "service": {"en": english, "es": spanish},
        "category": category,
        "website": site,
        "privacy_policy": f"{site}/privacy",
        # Not the card number: some libraries say that they send nothing.
        "data_received": [
            data for data in voice.chosen("vendor_data", 4) if data != "library-card-number"
        ]
        or ["email"]
        if number % 4
        else "unknown",
        "account_needed": voice.random.choice(["yes", "no", "unknown"]),
        **({"reviewed_on": voice.day()} if number % 3 else {}),
        "evidence": {"url": f"{site}/data", "date": voice.day(), "says": voice.text(2)},
    }


# The pages


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


# YAML as people write it: the libraries' own writers are twenty times slower


def scalar(value: object) -> str:
    """A value of YAML on its line."""
    if isinstance(value, bool):
        return str(value).lower()
    if (
        isinstance(value, str)
        and not LOOKS_PLAIN.fullmatch(value)
        and not re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d+ \w+", value)
    ):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def to_yaml(value: dict[str, Any], indent: str = "") -> str:
    """Nested mappings and lists as block YAML; lists of ids on one line."""
    return "".join(f"{indent}{key}:{_entry(item, indent)}" for key, item in value.items())


def _entry(value: Any, indent: str) -> str:
    if isinstance(value, dict):
        return "\n" + to_yaml(value, f"{indent}  ")
    if not isinstance(value, list):
        return f" {scalar(value)}\n"
    if all(isinstance(item, str) for item in value):
        return f" [{', '.join(value)}]\n"
    blocks = (to_yaml(item, f"{indent}    ") for item in value)
    return "\n" + "".join(f"{indent}  - {block[len(indent) + 4 :]}" for block in blocks)


# The project


def record(index: int, seed: int) -> dict[str, Any]:
    """The record of any library."""
    return member_record(index, seed) if is_member(index) else library_record(index, seed)


def project_files(count: int, seed: int, words: int = WORDS) -> Files:
    """Every generated file of a project as (path, text)."""
    for number in range(VENDORS):
        yield (
            f"data/vendors/{vendor_id(number)}.yml",
            "# yaml-language-server: $schema=../schema/vendor.json\n"
            + to_yaml(vendor_record(number, seed)),
        )
    for index in range(count):
        yield (
            f"data/libraries/{library_id(index)}.yml",
            "# yaml-language-server: $schema=../schema/library.json\n"
            + to_yaml(record(index, seed)),
        )
        if not is_member(index):
            for (locale, name), text in library_pages(index, seed, words).items():
                yield f"docs/{library_id(index)}/{locale}/{name}.md", text


def write_files(folder: Path, files: Files) -> None:
    """Write files below a folder."""
    made = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, "utf-8")


def copy_project(folder: Path) -> None:
    """Copy what every project has from this one."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)
        elif source.exists():
            shutil.copy2(source, target)


def write_project(folder: Path, count: int, seed: int = 1, words: int = WORDS) -> Path:
    """Make a whole project that `aviso build` can be run in."""
    copy_project(folder)
    write_files(folder, project_files(count, seed, words))
    return folder


def main() -> None:
    """Make a project from the command line."""
    parser = argparse.ArgumentParser(
        description="Make a project with invented bilingual libraries."
    )
    parser.add_argument("--libraries", type=int, required=True, help="how many")
    parser.add_argument("--into", type=Path, required=True, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other texts")
    parser.add_argument(
        "--words",
        type=int,
        default=WORDS,
        help="English words of prose on each page of a library's own",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="only pages, as plain Markdown with the vendor tables in it, for other generators",
    )
    wanted = parser.parse_args()
    if wanted.into.exists() and any(wanted.into.iterdir()):
        sys.exit(f"{wanted.into} is not empty. Name a new folder.")
    if wanted.plain:
        sys.path.insert(0, str(ROOT))
        from tests.benchmarks.plain import plain_files

        write_files(wanted.into, plain_files(wanted.libraries, wanted.seed, wanted.words))
    else:
        write_project(wanted.into, wanted.libraries, wanted.seed, wanted.words)


if __name__ == "__main__":
    main()
