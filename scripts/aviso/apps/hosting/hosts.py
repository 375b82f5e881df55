"""Turns the libraries' records into what is served where: hosts, the folder of each site, its log, and what differs from its notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from aviso.apps.hosting.language_negotiation import prefers
from aviso.checks.suite import check_records
from aviso.content.pages import FRONT, PageSource, begun_locales, find_pages
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.suggestions import did_you_mean
from aviso.model.access_log import AccessLog, access_log, common, differences
from aviso.model.library import Library
from aviso.model.notice import resolve_inheritance
from aviso.model.references import EACH, values_at
from aviso.model.repository import Records, SourceLocation, load_records
from aviso.site.http_policy import MISSING_PAGE

HTTPS = 443
HOSTING = "aviso hosting"

STATED_NOT_LOGGED = Rule(
    "hosting/stated-not-logged",
    "The notice states that logs hold something that its own host does not log",
    why="The notice then promises less privacy than readers get. That harms nobody, but it is not "
    "accurate for the host of the notice itself.",
    cure="Nothing, if the statement is about other servers of the library. Otherwise correct the "
    "practice, or add the data to website_log.",
    severity="warning",
    found_by=HOSTING,
)


@dataclass(frozen=True)
class Translation:
    """A language of a site beside its first: its code, where its pages begin, and what a browser says that prefers it."""

    locale: str
    path: str
    preferred: str

    @property
    def missing(self) -> str:
        """Its page "not found"."""
        return self.path + MISSING_PAGE


@dataclass(frozen=True)
class Renamed:
    """A page that has got an address in its language: the path that it had, and the one that it has."""

    old: str
    new: str


@dataclass(frozen=True)
class Mount:
    """One site on a host: the path of its address ("/sonoma/"), its folder below the output ("sonoma/"), its log, its languages."""

    site_id: str
    path: str
    folder: str
    log: AccessLog
    translations: tuple[Translation, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    # The addresses of its pages below its path.
    pages: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """A name for log files and formats: the library's id, or "front"."""
        return self.site_id.lstrip("_")

    @property
    def choice(self) -> str:
        """A name for the languages that it has besides its first, for servers' variables: es_vi; empty without any."""
        return "_".join(one.locale.replace("-", "_") for one in self.translations)

    @property
    def missing(self) -> str:
        """Its page "not found"."""
        return self.path + MISSING_PAGE


@dataclass(frozen=True)
class Moved:
    """A folder of the front page's host whose library has an address elsewhere."""

    path: str
    address: str


@dataclass
class Host:
    """One host name, with the sites on it; the longest path first."""

    name: str
    port: int
    mounts: list[Mount] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The host as an address, without a slash at the end."""
        return f"https://{self.name}" + ("" if self.port == HTTPS else f":{self.port}")

    @property
    def top(self) -> Mount | None:
        """The site at the root of the host, if one is there."""
        return next((mount for mount in self.mounts if mount.path == "/"), None)

    @property
    def choices(self) -> list[list[Mount]]:
        """Its sites that have more than one language, those with the same ones together."""
        groups: dict[str, list[Mount]] = {}
        for mount in self.mounts:
            if mount.translations:
                groups.setdefault(mount.choice, []).append(mount)
        return list(groups.values())

    @cached_property
    def shared_log(self) -> AccessLog:
        """What a server may log that has one log for the whole host."""
        return common([mount.log for mount in self.mounts])


def make_plan(project: Project) -> tuple[list[Host], list[Diagnostic]]:
    """Return the hosts of a project, and every problem: errors of its records, and where a log differs from a notice."""
    records, problems = load_records(project)
    problems += check_records(records)
    if has_errors(problems):
        return [], problems
    hosts: dict[tuple[str, int], Host] = {}
    front = project.front_address
    _mount(hosts, front, _site(project, front, FRONT, None, AccessLog()))
    for name, own in records.libraries.items():
        library = resolve_inheritance(own, records)
        _mount(
            hosts,
            library.address,
            _site(project, library.address, name, library.system, access_log(library)),
        )
        _note_if_moved(hosts[_key(front)], front, name, library)
        problems += _differing(name, library, records)
    for host in hosts.values():
        host.mounts.sort(key=lambda mount: (-len(mount.path), mount.path))
    return list(hosts.values()), problems


def _key(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or HTTPS


def _site(
    project: Project, address: str, site_id: str, system: str | None, log: AccessLog
) -> Mount:
    path, known, locales = (
        urlsplit(address).path,
        project.locales,
        begun_locales(project, site_id, system),
    )
    translations = tuple(
        Translation(locale, path + known.prefix(locale), prefers(locale, locales))
        for locale in locales
        if known.prefix(locale)
    )
    sources = find_pages(project, site_id, system).values()
    folder, pages = (
        "" if site_id == FRONT else f"{site_id}/",
        frozenset(source.url for source in sources),
    )
    return Mount(site_id, path, folder, log, translations, renamed(path, sources), pages)


def renamed(path: str, sources: Iterable[PageSource]) -> tuple[Renamed, ...]:
    """The pages at addresses of their own, and where they were before; an address that another page has now stays with it."""
    sources = list(sources)
    taken = {source.url for source in sources}
    found = [
        (f"{source.prefix}{source.name}/", source.url)
        for source in sources
        if source.address != source.name
    ]
    return tuple(Renamed(path + old, path + new) for old, new in found if old not in taken)


def _mount(hosts: dict[tuple[str, int], Host], address: str, site: Mount) -> None:
    host = hosts.setdefault(_key(address), Host(*_key(address)))
    # A library at the front page's own address takes its place.
    host.mounts = [mount for mount in host.mounts if mount.path != site.path]
    host.mounts.append(site)


def _note_if_moved(front_host: Host, front: str, name: str, library: Library) -> None:
    """The front page links to the folders beside it: one whose library is elsewhere leads there."""
    path = f"{urlsplit(front).path}{name}/"
    if library.address != f"{front}{name}/":
        front_host.moved.append(Moved(path, library.address))


def _differing(name: str, library: Library, records: Records) -> Iterator[Diagnostic]:
    """Say, at the practice, what the notice states of website logs and the host of the notice does not log."""
    for one in differences(library):
        place, path = _practice(name, library, records, one.practice)
        why = (
            "the record's website_log leaves it out"
            if one.is_chosen
            else "no web server can log it by itself"
        )
        message = f'the notice of "{name}" says that website logs hold "{one.category}"; the log of its own host does not: {why}'
        yield place.problem(path, message, rule=STATED_NOT_LOGGED)


def _practice(
    name: str, library: Library, records: Records, practice: str
) -> tuple[SourceLocation, tuple[str | int, ...]]:
    """Where a practice is written: in the library's own record or in its system's."""
    own = records.places["library", name]
    for place in (own, records.places.get(("library", library.system or ""))):
        for path, identifier in values_at(place.value, ("practices", EACH, "id")) if place else ():
            if place and identifier == practice:
                return place, (*path[:-1], "data")
    return own, ()


class UnknownHost(Exception):
    """No notice has a host of this name; the text says so, with a guess at the right one."""


def chosen(hosts: list[Host], names: tuple[str, ...]) -> list[Host]:
    """Return the named hosts, or all without names. Raises UnknownHost for a name that no site has."""
    known = {host.name: host for host in hosts}
    for name in names:
        if name not in known:
            raise UnknownHost(
                f'No notice has the host "{name}" in its address. {did_you_mean(name, known)}'.strip()
            )
    return [known[name] for name in names] if names else hosts
