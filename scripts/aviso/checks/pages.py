"""Rules over the Markdown pages of one site: both languages, sound placeholders, nothing active, links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import yaml

from aviso.checks.records import sources_in
from aviso.files import relative_name
from aviso.images import image_fault
from aviso.loading import Records
from aviso.markup import HtmlFacts, forbidden_in_prose, link_is_safe
from aviso.model.base import HIDDEN_CHARACTERS
from aviso.pages import FRONT_MATTER_KEYS, LOCALES, SHARED, PageSource
from aviso.problems import Problem, did_you_mean
from aviso.site import Page, Site

CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|^(```|~~~).*?^\2", re.DOTALL | re.MULTILINE)
RAW_HTML = re.compile(r"<(?!(?:https?://|mailto:|[\w.+-]+@[\w.-]+>))([a-zA-Z/!?][^\s>]*)")
LINK_TARGET = re.compile(r"\]\(\s*<?([^\s)>]*)|^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$|<((?:https?|mailto|javascript|data|vbscript)[^>\s]*)>", re.MULTILINE | re.IGNORECASE)
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^\s)>]*)")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$", re.MULTILINE)
HEADING_ID = re.compile(r"\{:?\s*#([\w-]+)\s*\}\s*$")


@dataclass
class Rendered:
    """A page, its HTML with the facts in it, and what that HTML holds."""

    page: Page
    removed: list[str]
    prose: str
    facts: HtmlFacts

    @property
    def source(self) -> PageSource:
        """Where the page is written."""
        return self.page.source

    def problem(self, position: int, message: str, hint: str = "") -> Problem:
        """Make a problem at a position of the page's Markdown."""
        line = self.source.first_line + self.source.markdown.count("\n", 0, max(position, 0))
        return Problem(self.source.file, line, message, hint)


def check_pages(site: Site, records: Records | None) -> list[Problem]:
    """Return every problem of the pages of ``site``; ``records`` are needed for a library's, not for the front page."""
    unreadable = [problem for source in site.sources.values() for problem in source.problems]
    if unreadable:
        return unreadable + list(both_languages_exist(site))
    rendered = {key: _rendered(page) for key, page in site.pages.items()}
    problems = list(both_languages_exist(site))
    for one in rendered.values():
        problems += [problem for rule in PAGE_RULES for problem in rule(one)]
    problems += anchors_agree(site, rendered)
    problems += links_lead_somewhere(site, rendered)
    problems += images_can_be_shown(site, rendered)
    if site.notice is not None and records is not None:
        problems += quick_answers_lead_somewhere(site, rendered, records)
        problems += facts_are_shown(site, rendered, records)
    return problems


def _rendered(page: Page) -> Rendered:
    return Rendered(page, page.prose.removed, page.prose.html, page.holds)


def both_languages_exist(site: Site) -> Iterator[Problem]:
    """Every page is there in every language."""
    for (locale, name), source in site.sources.items():
        for other in LOCALES:
            if (other, name) not in site.sources:
                twin = source.file.replace(f"/{locale}/", f"/{other}/")
                yield Problem(source.file, 1, f'the page "{name}" exists only in the language "{locale}"', f"Write {twin}, or delete this page.")


def shared_texts_exist_in_both(root: Path) -> Iterator[Problem]:
    """Every shared text is there in every language."""
    folder = root / "docs" / SHARED
    for path in sorted(folder.glob("*/*.md")):
        for other in LOCALES:
            if not (folder / other / path.name).exists():
                yield Problem(relative_name(path, root), 1, f'the shared text "{path.stem}" exists only in the language "{path.parent.name}"', f"Write it for {other} as well.")


def front_matter_is_complete(one: Rendered) -> Iterator[Problem]:
    """A page begins with its title and description, and no other keys."""
    source = one.source
    try:
        value = yaml.load(source.front_matter, yaml.CBaseLoader) if source.front_matter else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        yield Problem(source.file, line, "the lines between --- are not correct YAML", "Write title: and description:, in quotes if the text holds a colon.")
        return
    for key in sorted(FRONT_MATTER_KEYS):
        if not source.meta.get(key, "").strip():
            yield Problem(source.file, 1, f'the page has no {key}', f"Begin the file with a line ---, a line {key}: …, and a line ---.")
    for key in value if isinstance(value, dict) else ():
        if key not in FRONT_MATTER_KEYS:
            line = 2 + source.front_matter[: source.front_matter.find(f"{key}:")].count("\n")
            yield Problem(source.file, line, f'unknown key "{key}"', did_you_mean(key, FRONT_MATTER_KEYS) or "Only title and description can stand here.")


def placeholders_are_sound(one: Rendered) -> Iterator[Problem]:
    """Every placeholder could be filled."""
    yield from one.page.title_problems
    yield from one.page.prepared.problems


def no_hidden_characters(one: Rendered) -> Iterator[Problem]:
    """Nothing in the text is invisible or turns its direction, and nothing imitates our own marks."""
    for found in re.finditer(f"{HIDDEN_CHARACTERS.pattern}|[\ue000-\uf8ff]", one.source.markdown):
        yield one.problem(found.start(), f"an invisible character (U+{ord(found[0]):04X}) can change how the text reads", "Delete it and type the words again.")


def no_raw_html(one: Rendered) -> Iterator[Problem]:
    """Prose has no HTML."""
    text = CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), one.source.markdown)
    for found in RAW_HTML.finditer(text):
        tag = re.split(r"[\s/>]", found[1].lstrip("/"), maxsplit=1)[0] or found[1]
        yield one.problem(found.start(), f'HTML ("<{tag}…") is not allowed in a page', "Write it in Markdown, or leave it out.")
    for what in sorted({*one.removed, *forbidden_in_prose(one.prose)} - {"<img>", "src=", "alt="}):
        if not what.startswith("href"):
            yield one.problem(_position(one, what.strip("<>=")), f'"{what}" is not allowed in a page', "Leave it out.")


def links_are_safe(one: Rendered) -> Iterator[Problem]:
    """A link opens a page, an email or a telephone call and nothing else."""
    for position, target in link_targets(one.source.markdown):
        if not link_is_safe(target):
            yield one.problem(position, f'the link "{target[:60]}" is not allowed', "Link to a page, a web address, mailto: or tel:.")


def one_main_heading(one: Rendered) -> Iterator[Problem]:
    """A page has one main heading, and no level is left out below it."""
    found = [(match.start(), len(match[1])) for match in HEADING.finditer(_without_code(one.source.markdown))]
    mains = [position for position, level in found if level == 1]
    if not mains:
        yield one.problem(0, "the page has no main heading", "Begin it with a line like: # Your privacy")
    for position in mains[1:]:
        yield one.problem(position, "the page has a second main heading", "Begin the line with ## instead of #.")
    for (_, above), (position, level) in zip(found, found[1:], strict=False):
        if level > above + 1:
            yield one.problem(position, f"the heading leaves out a level (from {'#' * above} to {'#' * level})", f"Begin the line with {'#' * (above + 1)}.")


PAGE_RULES: tuple[Callable[[Rendered], Iterator[Problem]], ...] = (
    front_matter_is_complete,
    placeholders_are_sound,
    no_hidden_characters,
    no_raw_html,
    links_are_safe,
    one_main_heading,
)


def _without_code(text: str) -> str:
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _position(one: Rendered, what: str) -> int:
    return max(one.source.markdown.find(what), 0)


def link_targets(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the target of every link in a Markdown text, outside code."""
    for found in LINK_TARGET.finditer(_without_code(markdown)):
        target = found[1] or found[2] or found[3]
        if target and not (found[0].startswith("](") and _is_image(markdown, found.start())):
            yield found.start(), target


def _is_image(markdown: str, position: int) -> bool:
    opening = markdown.rfind("[", 0, position)
    return opening > 0 and markdown[opening - 1] == "!"


def anchors_agree(site: Site, rendered: dict[tuple[str, str], Rendered]) -> list[Problem]:
    """A heading has the same id in every language, so that the language switch finds its place."""
    problems = []
    for (locale, name), one in rendered.items():
        others = [rendered[other, name] for other in LOCALES if other != locale and (other, name) in rendered]
        for match in HEADING.finditer(_without_code(one.source.markdown)):
            if len(match[1]) == 1:
                continue
            found = HEADING_ID.search(match[2])
            if not found:
                problems.append(one.problem(match.start(), f'the heading "{match[2][:50]}" has no id', "Add one at its end, the same in both languages, like {#email}."))
            elif any(f"#{found[1]}" not in _heading_ids(other) for other in others):
                problems.append(one.problem(match.start(), f'the heading id "{found[1]}" stands only in {one.source.file}', "Give the same heading the same id in the other language."))
    return problems


def _heading_ids(one: Rendered) -> set[str]:
    found = (HEADING_ID.search(match[2]) for match in HEADING.finditer(_without_code(one.source.markdown)))
    return {f"#{match[1]}" for match in found if match}


def links_lead_somewhere(site: Site, rendered: dict[tuple[str, str], Rendered]) -> list[Problem]:
    """A link to a page of the site names a page and a heading that exist in its language."""
    problems = []
    for (locale, name), one in rendered.items():
        for position, target in link_targets(one.source.markdown):
            fault = link_fault(target, locale, name, rendered)
            if fault:
                problems.append(one.problem(position, *fault))
    return problems


def link_fault(target: str, locale: str, name: str, rendered: dict[tuple[str, str], Rendered]) -> tuple[str, str] | None:
    """Say what is wrong with a link to a page of the same site, or None for sound ones and those that lead elsewhere."""
    if not link_is_safe(target) or "\ue000" in target or "{{" in target:
        return None
    parts = urlsplit(target)
    if parts.scheme:
        return None
    page = PurePosixPath(parts.path).name.removesuffix(".md") if parts.path else name
    names = {other for other_locale, other in rendered if other_locale == locale}
    if parts.path and (not parts.path.endswith(".md") or "/" in parts.path or page not in names):
        return f'the link "{target}" leads to a page that does not exist in the language "{locale}"', did_you_mean(page, names).replace('"?', '.md"?') or "Name a page like choices.md."
    anchor = unquote(parts.fragment)
    ids = rendered[locale, page].facts.ids
    if anchor and anchor not in ids:
        return f'the link "{target}" leads to a heading that does not exist on the page "{page}"', did_you_mean(anchor, ids) or "Name the {#id} of a heading there."
    return None


def quick_answers_lead_somewhere(site: Site, rendered: dict[tuple[str, str], Rendered], records: Records) -> list[Problem]:
    """The links of the quick answers, which stand in the data, exist too."""
    assert site.notice is not None
    own = site.id if records.libraries[site.id].quick_answers else site.notice.library.system
    place = records.place("library", own or site.id)
    problems = []
    for index, answer in enumerate(site.notice.library.quick_answers):
        for locale in LOCALES:
            fault = link_fault(answer.link, locale, "index", rendered)
            if fault:
                problems.append(place.problem(("quick_answers", index, "link"), *fault))
    return problems


def images_can_be_shown(site: Site, rendered: dict[tuple[str, str], Rendered]) -> list[Problem]:
    """A picture is a file of the library's own folder, has a description, and nothing active in it."""
    problems = []
    for one in rendered.values():
        for match in IMAGE.finditer(_without_code(one.source.markdown)):
            folder = one.source.path.parent.parent / "assets"
            inside = match[2].removeprefix("../assets/")
            if not match[2].startswith("../assets/"):
                problems.append(one.problem(match.start(), f'the picture "{match[2][:60]}" is not in the library\'s own folder', "Put it into assets/ and write ../assets/name.png."))
            elif fault := image_fault(folder, inside):
                problems.append(one.problem(match.start(), *fault))
            elif not match[1].strip():
                problems.append(one.problem(match.start(), f'the picture "{inside}" has no description', "Say between the brackets what it shows."))
    return problems


def facts_are_shown(site: Site, rendered: dict[tuple[str, str], Rendered], records: Records) -> Iterator[Problem]:
    """What the record states reaches the reader: each situation is shown, each statement is used somewhere."""
    notice = site.notice
    assert notice is not None
    owner = site.id if site.id in records.libraries and records.libraries[site.id].documents else notice.library.system or site.id
    place = records.place("library", owner)
    record = records.libraries[owner]
    markdown = "\n".join(one.source.markdown for one in rendered.values() if one.source.locale == LOCALES[0])
    for index, practice in enumerate(record.practices):
        if not re.search(rf"practices\(\s*['\"]{practice.situation}['\"]", markdown):
            yield place.problem(("practices", index), f'no page shows the practices of the situation "{practice.situation}"', f"Put {{{{ practices('{practice.situation}') }}}} on a page of its own paragraph.")
    cited_in_records = {identifier for _, identifier in sources_in(record)}
    for locale in LOCALES:
        prose = "\n".join(one.source.markdown for one in rendered.values() if one.source.locale == locale)
        for number, document in enumerate(record.documents):
            for index, statement in enumerate(document.statements):
                if not statement.defines and statement.id not in cited_in_records and statement.id not in prose:
                    yield place.problem(
                        ("documents", number, "statements", index),
                        f'nothing rests on the statement "{statement.id}" in the language "{locale}"',
                        f"Name it as the source of a record, or on a page with {{{{ source('{statement.id}') }}}}.",
                        severity="warning",
                    )
