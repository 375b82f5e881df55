"""Collects the addresses outside that ``data/`` and ``docs/`` name, with each file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from email_validator import EmailNotValidError, validate_email

from aviso.checks.rendered import WRITTEN_ADDRESS
from aviso.content.outline import blank_code
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.core.package import is_package_file
from aviso.core.project import Project
from aviso.core.trees import walk_texts
from aviso.core.yaml_positions import parse_yaml
from aviso.i18n.text_patterns import EMAIL
from aviso.model.fields import check_address
from aviso.model.repository import load_records

# Files below data/ that have no facts.
NOT_FACTS = {"data/accepted.yml", "data/watch.yml"}
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»|\\^`{}]+")
# Marks that close the sentence around an address.
CLOSING_MARKS = ".,;:!?’”'"
BRACKETS = {")": "(", "]": "["}
# Hosts that belong to nobody and are meant for examples (RFC 2606, RFC 6761).
INVENTED_HOST = re.compile(r"(^|\.)(example|invalid|test|localhost|example\.(com|net|org))$")


@dataclass(frozen=True, order=True)
class Use:
    """A file and a line that name an address."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass
class Addresses:
    """The addresses outside that a project names, and where.

    ``web`` has web addresses as they are written, ``mail`` email addresses, ``invented`` those of
    hosts for examples, which nobody asks for.
    """

    web: dict[str, list[Use]] = field(default_factory=lambda: defaultdict(list))
    mail: dict[str, list[Use]] = field(default_factory=lambda: defaultdict(list))
    invented: set[str] = field(default_factory=set)

    def group_by_page(self) -> dict[str, list[str]]:
        """Return each page to ask for, with the anchors that it should have."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for address in self.web:
            page, anchor = urldefrag(address)
            wanted[page] |= {unquote(anchor)} if _is_an_anchor(anchor) else set()
        return {page: sorted(anchors) for page, anchors in wanted.items()}

    def add_web(self, address: str, use: Use) -> None:
        """Add a web address; ``aviso check`` reports one that is not valid."""
        try:
            host = urlsplit(check_address(address)).hostname or ""
        except ValueError:
            return
        self._add(self.web, address, host, use)

    def add_mail(self, address: str, use: Use) -> None:
        """Add an email address, if it is valid."""
        try:
            validate_email(address, check_deliverability=False)
        except EmailNotValidError:
            return
        self._add(self.mail, address, address.rpartition("@")[2], use)

    def _add(self, into: dict[str, list[Use]], address: str, host: str, use: Use) -> None:
        if INVENTED_HOST.search(host.lower()):
            self.invented.add(address)
        elif use not in into[address]:
            into[address].append(use)


def _is_an_anchor(fragment: str) -> bool:
    """Tell whether a fragment names a place of the page.

    The others are the top, a text to highlight, and routes of a program.
    """
    return (
        bool(fragment)
        and fragment != "top"
        and not fragment.startswith((":~:", "!", "/"))
        and "=" not in fragment
    )


def collect_addresses(project: Project) -> Addresses:
    """Return every address outside in the project's data and pages, by file and line."""
    found = Addresses()
    for path in sorted(project.data.rglob("*.yml")):
        if project.name_file(path) not in NOT_FACTS:
            _collect_from_yaml(path, project, found)
    for path in sorted(project.docs.rglob("*.md")):
        _collect_from_markdown(path, project, found)
    if project.shared is not None:
        _collect_from_package(project, found)
    return found


def _collect_from_package(project: Project, found: Addresses) -> None:
    """Add the addresses of the package's entries in use, and of the pages that all share."""
    records, _ = load_records(project)
    locations = [place for place in records.places.values() if is_package_file(place.file)]
    for location in sorted(locations, key=lambda place: (place.file, place.prefix)):
        for path, text in walk_texts(location.value):
            line = location.marked.find_line((*location.prefix, *path))
            _collect_from_text(text, Use(location.file, line), found, "")
    for folder in (FRONT, EVERY_LIBRARY, SHARED):
        for locale in project.locales.locales:
            for page in project.list_files(f"docs/{folder}/{locale}", ".md").values():
                if not project.is_own(page):
                    _collect_from_markdown(page, project, found)


def _collect_from_yaml(path: Path, project: Project, found: Addresses) -> None:
    name = project.name_file(path)
    text = project.read_text(path)[0]
    positioned = parse_yaml(text, name)[0] if "://" in text or "@" in text else None
    if positioned is None:
        return
    value = positioned.value
    # A notice may not be at its own address yet; ``aviso audit`` looks there.
    is_library = name.startswith("data/libraries/") and isinstance(value, dict)
    own = str(value.get("address", "")) if is_library else ""
    for place, value_text in walk_texts(value):
        if place != ("address",) or not own:
            _collect_from_text(value_text, Use(name, positioned.find_line(place)), found, own)


def _collect_from_text(text: str, use: Use, found: Addresses, own: str) -> None:
    for address in find_web_addresses(text):
        if not (own and address.startswith(own)):
            found.add_web(address, use)
    for match in EMAIL.finditer(WEB_ADDRESS.sub(" ", text)):
        found.add_mail(match[0].rstrip("."), use)


def find_web_addresses(text: str) -> list[str]:
    """Return the web addresses in a text, without the marks that close a sentence or bracket."""
    return [_trim(match[0]) for match in WEB_ADDRESS.finditer(text)]


def _trim(address: str) -> str:
    while address and (address[-1] in CLOSING_MARKS or _ends_with_stray_bracket(address)):
        address = address[:-1]
    return address


def _ends_with_stray_bracket(address: str) -> bool:
    """Tell whether the last character closes a bracket that opened before the address."""
    opening = BRACKETS.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])


def _collect_from_markdown(path: Path, project: Project, found: Addresses) -> None:
    text = blank_code(project.read_text(path)[0])
    for match in WRITTEN_ADDRESS.finditer(text):
        target = match[1] or match[2] or match[3] or ""
        group = 1 if match[1] else 2 if match[2] else 3
        use = Use(project.name_file(path), text.count("\n", 0, match.start(group)) + 1)
        if target.startswith(("http://", "https://")):
            found.add_web(target, use)
        elif "@" in target:
            found.add_mail(unquote(target.removeprefix("mailto:").partition("?")[0]), use)
