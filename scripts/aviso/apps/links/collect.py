"""Collects the external addresses in ``data/`` and ``docs/``, with each file and line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.content.written_addresses import (
    WEB_ADDRESS,
    find_web_addresses,
    find_written_addresses,
)
from aviso.core.email_addresses import is_email_address
from aviso.core.host_names import is_example_host
from aviso.core.litter import list_files
from aviso.core.package import is_package_file
from aviso.core.project import LIBRARIES_FOLDER, Project
from aviso.core.trees import walk_texts
from aviso.core.web.addresses import remove_fragment
from aviso.core.yaml_positions import YamlPath, parse_yaml
from aviso.i18n.text_patterns import EMAIL
from aviso.model.fields import check_address
from aviso.model.repository import load_records

# Files in data/ that contain no facts.
NOT_FACTS = {"data/accepted.yml", "data/watch.yml"}


@dataclass(frozen=True, order=True)
class AddressUse:
    """A file and a line with an address, and the language of its readers, if it has one."""

    file: str
    line: int
    locale: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass
class Addresses:
    """The external addresses in a project, with their places.

    ``web`` has web addresses as they are written, ``mail`` has email addresses, and ``invented``
    has addresses for examples, which are not requested. ``locales`` are the project's languages.
    """

    locales: tuple[str, ...]
    web: dict[str, list[AddressUse]] = field(default_factory=lambda: defaultdict(list))
    mail: dict[str, list[AddressUse]] = field(default_factory=lambda: defaultdict(list))
    invented: set[str] = field(default_factory=set)

    def group_by_page(self) -> dict[str, list[str]]:
        """Return each page to request, with the anchors that it should have."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for address in self.web:
            anchor = urldefrag(address).fragment
            anchors = {unquote(anchor)} if _is_an_anchor(anchor) else set()
            wanted[remove_fragment(address)] |= anchors
        return {page: sorted(anchors) for page, anchors in wanted.items()}

    def list_languages(self) -> dict[str, tuple[str, ...]]:
        """Return the languages in which to request each page, its readers' language first."""
        read: dict[str, set[str]] = defaultdict(set)
        for address, uses in self.web.items():
            read[remove_fragment(address)] |= {use.locale for use in uses}
        return {
            page: tuple(sorted(self.locales, key=lambda one: one not in locales))
            for page, locales in read.items()
        }

    def add_web(self, address: str, use: AddressUse) -> None:
        """Add a web address; ``aviso check`` reports one that is not valid."""
        try:
            host = urlsplit(check_address(address)).hostname or ""
        except ValueError:
            return
        self._add(self.web, address, host, use)

    def add_mail(self, address: str, use: AddressUse) -> None:
        """Add an email address, if it is valid."""
        if is_email_address(address):
            self._add(self.mail, address, address.rpartition("@")[2], use)

    def _add(
        self, into: dict[str, list[AddressUse]], address: str, host: str, use: AddressUse
    ) -> None:
        if is_example_host(host):
            self.invented.add(address)
        elif use not in into[address]:
            into[address].append(use)


def _is_an_anchor(fragment: str) -> bool:
    """Tell whether a fragment names a place of the page.

    Other fragments are the top, a text to highlight, and routes of a web application.
    """
    return (
        bool(fragment)
        and fragment != "top"
        and not fragment.startswith((":~:", "!", "/"))
        and "=" not in fragment
    )


def collect_addresses(project: Project) -> Addresses:
    """Return every external address in the project's data and pages, by file and line."""
    found = Addresses(project.locales.locales)
    for path in list_files(project.data, "**/*.yml"):
        if project.name_file(path) not in NOT_FACTS:
            _collect_from_yaml(path, project, found)
    for path in list_files(project.docs, "**/*.md"):
        _collect_from_markdown(path, project, found)
    if project.shared is not None:
        _collect_from_package(project, found)
    return found


def _collect_from_package(project: Project, found: Addresses) -> None:
    """Add the addresses in the package's entries in use, and in the shared pages."""
    records, _ = load_records(project)
    locations = [place for place in records.places.values() if is_package_file(place.file)]
    for location in sorted(locations, key=lambda place: (place.file, place.prefix)):
        for path, text in walk_texts(location.value):
            line = location.marked.find_line((*location.prefix, *path))
            locale = _find_locale(path, found.locales)
            _collect_from_text(text, AddressUse(location.file, line, locale), found, "")
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
    # A notice may not yet be at its own address; ``aviso audit`` checks that one.
    is_library = name.startswith(f"{LIBRARIES_FOLDER}/") and isinstance(value, dict)
    own = str(value.get("address", "")) if is_library else ""
    for place, value_text in walk_texts(value):
        if place != ("address",) or not own:
            use = AddressUse(name, positioned.find_line(place), _find_locale(place, found.locales))
            _collect_from_text(value_text, use, found, own)


def _find_locale(path: YamlPath, locales: tuple[str, ...]) -> str:
    """Return the language of a value by its keys, as in ``privacy_policy: {es: …}``."""
    return next((str(key) for key in reversed(path) if key in locales), "")


def _collect_from_text(text: str, use: AddressUse, found: Addresses, own: str) -> None:
    for address in find_web_addresses(text):
        if not (own and address.startswith(own)):
            found.add_web(address, use)
    for match in EMAIL.finditer(WEB_ADDRESS.sub(" ", text)):
        found.add_mail(match[0].rstrip("."), use)


def _collect_from_markdown(path: Path, project: Project, found: Addresses) -> None:
    text = project.read_text(path)[0]
    locale = path.parent.name if path.parent.name in found.locales else ""
    for one in find_written_addresses(text):
        if one.form == "words":
            continue
        use = AddressUse(project.name_file(path), text.count("\n", 0, one.start) + 1, locale)
        scheme = one.address.partition(":")[0].lower()
        if scheme in ("http", "https"):
            found.add_web(one.address, use)
        elif "@" in one.address:
            mail = one.address[len("mailto:") :] if scheme == "mailto" else one.address
            found.add_mail(unquote(mail.partition("?")[0]), use)
