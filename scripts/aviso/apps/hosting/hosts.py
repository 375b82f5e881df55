"""Plans the hosts: the sites of each, with their folders and logs.

It also reports where a log differs from the notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from aviso.apps.hosting.language_negotiation import make_preference_pattern
from aviso.checks.record_checks import check_records
from aviso.content.pages import FRONT, PageSource
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import YamlPath
from aviso.model.access_log import AccessLog, derive_access_log, intersect_logs, list_differences
from aviso.model.inheritance import resolve_inheritance
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.references import EACH, find_values
from aviso.model.repository import load_records
from aviso.model.source_location import SourceLocation
from aviso.site.compose import make_site
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.site import Site

HTTPS = 443
HOSTING = "aviso hosting"

STATED_NOT_LOGGED = Rule(
    "hosting/stated-not-logged",
    "The notice states that logs contain data that its own host does not log",
    why="The notice then promises less privacy than readers get. That harms nobody, but it is "
    "wrong for the host of the notice itself.",
    cure="Nothing, if the statement is about other servers of the library. Otherwise correct the "
    "practice, or add the data to website_log.",
    severity="warning",
    found_by=HOSTING,
)


@dataclass(frozen=True)
class Translation:
    """A language of a site besides its first.

    ``path`` is where its pages begin; ``preferred`` matches the ``Accept-Language`` of readers who
    prefer it.
    """

    locale: str
    path: str
    preferred: str

    @property
    def missing(self) -> str:
        """Its page "not found"."""
        return self.path + MISSING_PAGE


@dataclass(frozen=True)
class RenamedPage:
    """A page with an address in its own language: the old path, and the new one."""

    old: str
    new: str


@dataclass(frozen=True)
class Mount:
    """One site on a host.

    ``path`` is the path of its address ("/sonoma/"), ``folder`` the folder below the output
    ("sonoma/"); ``pages`` are the addresses of its pages below its path.
    """

    site_id: str
    path: str
    folder: str
    log: AccessLog
    translations: tuple[Translation, ...] = ()
    renamed: tuple[RenamedPage, ...] = ()
    pages: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """A name for log files and formats: the library's id, or "front"."""
        return self.site_id.lstrip("_")

    @property
    def choice(self) -> str:
        """A name, for variables of servers, of the languages besides its first: es_vi, or ""."""
        return "_".join(one.locale.replace("-", "_") for one in self.translations)

    @property
    def missing(self) -> str:
        """Its page "not found"."""
        return self.path + MISSING_PAGE


@dataclass(frozen=True)
class MovedLibrary:
    """A folder on the front page's host whose library has its address elsewhere."""

    path: str
    address: str


@dataclass
class Host:
    """One host name with its sites, the longest path first."""

    name: str
    port: int
    mounts: list[Mount] = field(default_factory=list)
    moved: list[MovedLibrary] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The host as an address, without a slash at the end."""
        return f"https://{self.name}" + ("" if self.port == HTTPS else f":{self.port}")

    @property
    def top(self) -> Mount | None:
        """The site at the root of the host, if there is one."""
        return next((mount for mount in self.mounts if mount.path == "/"), None)

    @property
    def choices(self) -> list[list[Mount]]:
        """Its sites with more than one language, grouped by their languages."""
        groups: dict[str, list[Mount]] = {}
        for mount in self.mounts:
            if mount.translations:
                groups.setdefault(mount.choice, []).append(mount)
        return list(groups.values())

    @cached_property
    def shared_log(self) -> AccessLog:
        """What a server may log if it has one log for the whole host."""
        return intersect_logs([mount.log for mount in self.mounts])


def plan_hosts(project: Project) -> tuple[list[Host], list[Diagnostic]]:
    """Return the hosts of a project, and every problem.

    Problems are errors in the records, in which case there are no hosts, and logs that differ from
    a notice.
    """
    records, problems = load_records(project)
    problems += check_records(records)
    if has_errors(problems):
        return [], problems
    hosts: dict[tuple[str, int], Host] = {}
    front = project.front_address
    _mount(hosts, front, _make_mount(front, make_site(FRONT, records), AccessLog()))
    for library_id, own in records.libraries.items():
        library = resolve_inheritance(own, records)
        address, log = library.address, derive_access_log(library)
        _mount(hosts, address, _make_mount(address, make_site(library_id, records), log))
        _add_if_moved(hosts[_make_key(front)], front, library_id, library)
        problems += _find_log_differences(library_id, library, records)
    for host in hosts.values():
        host.mounts.sort(key=lambda mount: (-len(mount.path), mount.path))
    return list(hosts.values()), problems


def _make_key(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or HTTPS


def _make_mount(address: str, site: Site, log: AccessLog) -> Mount:
    path, locales = urlsplit(address).path, site.locales
    prefixes = {locale: site.project.locales.find_prefix(locale) for locale in locales}
    sources = site.sources.values()
    return Mount(
        site.id,
        path,
        folder="" if site.id == FRONT else f"{site.id}/",
        log=log,
        translations=tuple(
            Translation(locale, path + prefix, make_preference_pattern(locale, locales))
            for locale, prefix in prefixes.items()
            if prefix
        ),
        renamed=_find_renamed_pages(path, sources),
        pages=frozenset(source.url for source in sources),
    )


def _find_renamed_pages(path: str, sources: Iterable[PageSource]) -> tuple[RenamedPage, ...]:
    """Return the pages with an address of their own, unless another page has their old one now."""
    sources = list(sources)
    taken = {source.url for source in sources}
    found = [
        (f"{source.prefix}{source.name}/", source.url)
        for source in sources
        if source.address != source.name
    ]
    return tuple(RenamedPage(path + old, path + new) for old, new in found if old not in taken)


def _mount(hosts: dict[tuple[str, int], Host], address: str, site: Mount) -> None:
    host = hosts.setdefault(_make_key(address), Host(*_make_key(address)))
    # A library at the front page's own address replaces it.
    host.mounts = [mount for mount in host.mounts if mount.path != site.path]
    host.mounts.append(site)


def _add_if_moved(front_host: Host, front: str, library_id: str, library: Library) -> None:
    """Redirect the folder that the front page links to, if its library's address is elsewhere."""
    path = f"{urlsplit(front).path}{library_id}/"
    if library.address != f"{front}{library_id}/":
        front_host.moved.append(MovedLibrary(path, library.address))


def _find_log_differences(
    library_id: str, library: Library, records: Records
) -> Iterator[Diagnostic]:
    """Yield a warning for each kind of data that a practice states and the host does not log."""
    for one in list_differences(library):
        place, path = _locate_practice(library_id, library, records, one.practice)
        why = (
            "the record's website_log leaves it out"
            if one.is_chosen
            else "no web server can log it by itself"
        )
        message = (
            f'the notice of "{library_id}" says that website logs hold "{one.category}"; '
            f"the log of its own host does not: {why}"
        )
        yield place.make_problem(path, message, rule=STATED_NOT_LOGGED)


def _locate_practice(
    library_id: str, library: Library, records: Records, practice: str
) -> tuple[SourceLocation, YamlPath]:
    """Return the record and the path of a practice: the library's own record, or its system's."""
    own = records.places["library", library_id]
    for place in (own, records.places.get(("library", library.system or ""))):
        for path, identifier in (
            find_values(place.value, ("practices", EACH, "id")) if place else ()
        ):
            if place and identifier == practice:
                return place, (*path[:-1], "data")
    return own, ()


class UnknownHost(Exception):
    """No notice has a host of this name; the text says so, and may suggest another."""


def select_hosts(hosts: list[Host], names: tuple[str, ...]) -> list[Host]:
    """Return the named hosts, or all without names.

    Raises UnknownHost for a host that no notice has.
    """
    known = {host.name: host for host in hosts}
    for name in names:
        if name not in known:
            hint = suggest(name, known)
            raise UnknownHost(f'No notice has the host "{name}" in its address. {hint}'.strip())
    return [known[name] for name in names] if names else hosts
