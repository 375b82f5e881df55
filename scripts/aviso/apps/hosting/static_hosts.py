"""Writes the files that static hosts read at the root of an upload: ``_headers``, ``_redirects``.

The format is that of Netlify and Cloudflare Pages. These hosts compress files, choose content types
and keep logs in their own way, which no file can change. They never redirect by language: their
rules cannot tell a click on "English" from a first visit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from aviso.apps.hosting.hosts import HOSTING, Host, Mount, RenamedPage, Translation
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.site.http_policy import REVALIDATED, make_headers

# The number of rules that Cloudflare Pages reads: for one address each, and with a pattern. Every
# rule after one with a pattern counts as one with a pattern.
# Source: https://developers.cloudflare.com/pages/configuration/redirects/ ("Per file").
MOST_ADDRESSES, MOST_PATTERNS = 2_000, 100
TOO_MANY_REDIRECTS = Rule(
    "hosting/too-many-redirects",
    "A host needs more redirects than a static host reads",
    why="The host silently skips rules beyond the limit, and links to old addresses lead nowhere.",
    cure="Give some libraries a host of their own (address in their files), or use Netlify or a "
    "web server.",
    severity="warning",
    found_by=HOSTING,
)
HEAD = "# Made by `aviso hosting static`."
IN_A_FOLDER = re.compile(r"/[^/]+/")


def render_files(host: Host) -> dict[str, str]:
    """Return the two files of one host by name."""
    return {"_headers": _render_headers(), "_redirects": _render_redirects(host)}


def find_problems(hosts: list[Host]) -> Iterator[Diagnostic]:
    """Yield a warning for each file ``_redirects`` that is too long for some static hosts."""
    for host in hosts:
        for kind, rules, most in zip(
            ("one address", "many addresses"),
            _make_rules(host),
            (MOST_ADDRESSES, MOST_PATTERNS),
            strict=True,
        ):
            if len(rules) > most:
                yield TOO_MANY_REDIRECTS.at(
                    "mkdocs.yml",
                    1,
                    f"the file _redirects of {host.name} needs {len(rules):,} rules for {kind} "
                    f"each; Cloudflare Pages reads {most:,} of them and skips the others",
                    "Give some libraries a host of their own (address in their files), "
                    "or use Netlify or a web server.",
                )


def _render_headers() -> str:
    lines = [
        f"  {name}: {value}"
        for name, value in {**make_headers(), "Cache-Control": REVALIDATED}.items()
    ]
    return "\n".join([HEAD, "/*", *lines, ""])


def _render_redirects(host: Host) -> str:
    """Return the rules for moved libraries and renamed pages, and for pages "not found".

    Cloudflare Pages finds the nearest page "not found" by itself and skips the rules for it.
    """
    targets: list[Mount | Translation] = []
    for mount in host.mounts:
        targets += [*mount.translations, mount]
    missing = [f"{target.path}* {target.missing} 404" for target in targets]
    addresses, patterns = _make_rules(host)
    return "\n".join([HEAD, *addresses, *patterns, *missing, ""])


def _make_rules(host: Host) -> tuple[list[str], ...]:
    """Return the rules for one address each, then those with a pattern; the first match wins."""
    shared = _find_shared_renames(host)
    renamed = {
        page.old: page.new
        for mount in host.mounts
        for page in mount.renamed
        if not _is_shared(mount, page, shared)
    }
    moved = {one.path.rstrip("/"): one.address for one in host.moved}
    below_moved = {f"{one.path}*": f"{one.address}:splat" for one in host.moved}
    in_folders = {f"/:library/{old}": f"/:library/{new}" for old, new in shared.items()}
    addresses = {**renamed, **moved, **_drop_slashes(renamed)}
    patterns = {**below_moved, **in_folders, **_drop_slashes(in_folders)}
    return tuple(
        [f"{old} {new} 301" for old, new in rules.items()] for rules in (addresses, patterns)
    )


def _drop_slashes(rules: dict[str, str]) -> dict[str, str]:
    """Return the rules for old addresses without the slash at their end.

    Cloudflare Pages compares addresses as they are; Netlify treats both forms as the same. These
    rules come last: if there are too many rules, those for the form that pages link to are still
    read.
    Source: https://docs.netlify.com/routing/redirects/redirect-options/#trailing-slash
    """
    return {old.rstrip("/"): new for old, new in rules.items()}


def _find_shared_renames(host: Host) -> dict[str, str]:
    """Return the renames that one rule covers in several folders of a host: old to new path.

    The paths are below the folders. No page of the host may have an old path as its own:
    Cloudflare Pages would redirect away from it.
    """
    counts: dict[str, Counter[str]] = {}
    for mount in host.mounts:
        for page in mount.renamed if IN_A_FOLDER.fullmatch(mount.path) else ():
            old, new = page.old.removeprefix(mount.path), page.new.removeprefix(mount.path)
            counts.setdefault(old, Counter())[new] += 1
    existing = {
        IN_A_FOLDER.sub("", mount.path + page, count=1)
        for mount in host.mounts
        for page in mount.pages
    }
    commonest = {
        old: targets.most_common(1)[0] for old, targets in counts.items() if old not in existing
    }
    return {old: new for old, (new, count) in commonest.items() if count > 1}


def _is_shared(mount: Mount, page: RenamedPage, shared: dict[str, str]) -> bool:
    old, new = page.old.removeprefix(mount.path), page.new.removeprefix(mount.path)
    return bool(IN_A_FOLDER.fullmatch(mount.path)) and shared.get(old) == new
