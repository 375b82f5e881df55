"""Turns ``data/`` and ``docs/`` into the addresses that they name outside, each with every file and line that uses it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from email_validator import EmailNotValidError, validate_email

from aviso.checks.rendered import WRITTEN_ADDRESS
from aviso.checks.texts import without_code
from aviso.core.project import Project
from aviso.core.yaml_positions import parse_yaml
from aviso.model.fields import valid_address

# What Aviso itself writes beside the facts, and the schemas for editors.
NOT_FACTS = {"data/accepted.yml", "data/watch.yml"}
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»|\\^`{}]+")
EMAIL_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
CLOSING_MARKS = ".,;:!?’”'"
# Names that belong to nobody, for examples (RFC 2606, RFC 6761).
INVENTED_HOST = re.compile(r"(^|\.)(example|invalid|test|localhost|example\.(com|net|org))$")
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Use:
    """One place that names an address."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass
class Addresses:
    """What a project names outside: web addresses as they are written, email addresses, and how many are invented."""

    web: dict[str, list[Use]] = field(default_factory=lambda: defaultdict(list))
    mail: dict[str, list[Use]] = field(default_factory=lambda: defaultdict(list))
    invented: set[str] = field(default_factory=set)

    def pages(self) -> dict[str, list[str]]:
        """Each page that is to be asked for, with the anchors that the addresses want on it."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for address in self.web:
            page, anchor = urldefrag(address)
            wanted[page] |= {unquote(anchor)} if _is_an_anchor(anchor) else set()
        return {page: sorted(anchors) for page, anchors in wanted.items()}

    def add_web(self, address: str, use: Use) -> None:
        """Take note of a web address; one that cannot be one is for ``aviso check`` to complain of."""
        try:
            host = urlsplit(valid_address(address)).hostname or ""
        except ValueError:
            return
        self._add(self.web, address, host, use)

    def add_mail(self, address: str, use: Use) -> None:
        """Take note of an email address of the right form."""
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
    """Tell whether a fragment names a place of the page: not the top, a text to mark, or a way within a program."""
    return (
        bool(fragment)
        and fragment != "top"
        and not fragment.startswith((":~:", "!", "/"))
        and "=" not in fragment
    )


def addresses_of(project: Project) -> Addresses:
    """Collect every address outside from the project's data and pages, in the order of files and lines."""
    found = Addresses()
    for path in sorted((project.root / "data").rglob("*.yml")):
        if project.name_of(path) not in NOT_FACTS:
            _from_yaml(path, project, found)
    for path in sorted((project.root / "docs").rglob("*.md")):
        _from_markdown(path, project, found)
    return found


def _from_yaml(path: Path, project: Project, found: Addresses) -> None:
    name = project.name_of(path)
    text = project.read_text(path)[0]
    marked = parse_yaml(text, name)[0] if "://" in text or "@" in text else None
    if marked is None:
        return
    # Where the notice itself will stand is no link: it is looked at when it is put there.
    own = (
        marked.value.get("address", "")
        if name.startswith("data/libraries/") and isinstance(marked.value, dict)
        else ""
    )
    for place, value in _texts(marked.value):
        if place != ("address",) or not own:
            _from_text(value, Use(name, marked.line(place)), found, str(own))


def _texts(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    for key, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield from _texts(inner, (*path, key))


def _from_text(text: str, use: Use, found: Addresses, own: str) -> None:
    for address in web_addresses_in(text):
        if not (own and address.startswith(own)):
            found.add_web(address, use)
    for match in EMAIL_ADDRESS.finditer(WEB_ADDRESS.sub(" ", text)):
        found.add_mail(match[0].rstrip("."), use)


def web_addresses_in(text: str) -> list[str]:
    """The web addresses within a text, without the marks that close a sentence or a bracket around them."""
    return [_trimmed(match[0]) for match in WEB_ADDRESS.finditer(text)]


def _trimmed(address: str) -> str:
    while address and (
        address[-1] in CLOSING_MARKS
        or (
            address[-1] in ")]"
            and address.count("(["[")]".index(address[-1])]) < address.count(address[-1])
        )
    ):
        address = address[:-1]
    return address


def _from_markdown(path: Path, project: Project, found: Addresses) -> None:
    text = project.read_text(path)[0]
    code_free = without_code(text)
    for match in WRITTEN_ADDRESS.finditer(code_free):
        target = match[1] or match[2] or match[3] or ""
        group = 1 if match[1] else 2 if match[2] else 3
        use = Use(project.name_of(path), code_free.count("\n", 0, match.start(group)) + 1)
        if target.startswith(("http://", "https://")):
            found.add_web(target, use)
        elif "@" in target:
            found.add_mail(unquote(target.removeprefix("mailto:").partition("?")[0]), use)
