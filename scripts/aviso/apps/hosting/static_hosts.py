"""Turns the hosts into the two files that static hosts read: ``_headers`` and ``_redirects``, at the root of what is uploaded.

The form is that of Netlify and Cloudflare Pages. These hosts compress files and choose their types themselves, and they keep
what logs they keep: no file can change that. They choose no language: their rules cannot tell a click on "English".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from aviso.apps.hosting.hosts import HOSTING, Host, Mount, Renamed
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.site.http_policy import REVALIDATED, headers

# What Cloudflare Pages reads of a file: rules for one address each, and rules with a pattern. All that follows a rule with a
# pattern counts as one. Source: https://developers.cloudflare.com/pages/configuration/redirects/ ("Per file").
MOST_ADDRESSES, MOST_PATTERNS = 2_000, 100
TOO_MANY_REDIRECTS = Rule(
    "hosting/too-many-redirects",
    "A host needs more redirects than a static host reads",
    why="What stands beyond the limit is skipped without a word, and links to old addresses lead "
    "nowhere.",
    cure="Give some libraries a host of their own (address in their files), or use Netlify or a "
    "web server.",
    severity="warning",
    found_by=HOSTING,
)
IN_A_FOLDER = re.compile(r"/[^/]+/")


def files(host: Host) -> dict[str, str]:
    """Return the two files of one host by name."""
    return {"_headers": _headers(host), "_redirects": _redirects(host)}


def problems(hosts: list[Host]) -> Iterator[Diagnostic]:
    """Say which file ``_redirects`` holds more than every static host reads."""
    for host in hosts:
        for kind, rules, most in zip(
            ("one address", "many addresses"),
            _rules(host),
            (MOST_ADDRESSES, MOST_PATTERNS),
            strict=True,
        ):
            if len(rules) > most:
                yield TOO_MANY_REDIRECTS.at(
                    "mkdocs.yml",
                    1,
                    f"the file _redirects of {host.name} needs {len(rules):,} rules for {kind} each; Cloudflare Pages reads {most:,} of them and skips the others",
                    "Give some libraries a host of their own (address in their files), or use Netlify or a web server.",
                )


def _headers(host: Host) -> str:
    lines = {**headers(), "Cache-Control": REVALIDATED}
    return "\n".join(
        [
            "# Made by `aviso hosting static`.",
            "/*",
            *(f"  {name}: {value}" for name, value in lines.items()),
            "",
        ]
    )


def _redirects(host: Host) -> str:
    """Where moved libraries and pages are, and the nearest page "not found" (Cloudflare Pages finds that by itself and skips these lines)."""
    missing = [
        f"{one} 404"
        for mount in host.mounts
        for one in (
            *(f"{other.path}* {other.missing}" for other in mount.translations),
            f"{mount.path}* {mount.missing}",
        )
    ]
    addresses, patterns = _rules(host)
    return "\n".join(["# Made by `aviso hosting static`.", *addresses, *patterns, *missing, ""])


def _rules(host: Host) -> tuple[list[str], list[str]]:
    """The rules that lead elsewhere: those for one address each, and those with a pattern; the first that fits an address holds."""
    shared = _shared(host)
    addresses = [
        f"{page.old} {page.new} 301"
        for mount in host.mounts
        for page in mount.renamed
        if not _is_shared(mount, page, shared)
    ]
    moved = [f"{one.path}* {one.address}:splat 301" for one in host.moved]
    return addresses, [
        *moved,
        *(f"/:library/{old} /:library/{new} 301" for old, new in shared.items()),
    ]


def _shared(host: Host) -> dict[str, str]:
    """The old and the new address, below their folders, of the pages that one rule leads to in several folders of a host.

    No page of the host may stand at an old address: Cloudflare Pages would lead away from it.
    """
    found: dict[str, Counter[str]] = {}
    for mount in host.mounts:
        for page in mount.renamed if IN_A_FOLDER.fullmatch(mount.path) else ():
            found.setdefault(page.old.removeprefix(mount.path), Counter())[
                page.new.removeprefix(mount.path)
            ] += 1
    standing = {
        IN_A_FOLDER.sub("", mount.path + page, count=1)
        for mount in host.mounts
        for page in mount.pages
    }
    commonest = {
        old: counted.most_common(1)[0] for old, counted in found.items() if old not in standing
    }
    return {old: new for old, (new, count) in commonest.items() if count > 1}


def _is_shared(mount: Mount, page: Renamed, shared: dict[str, str]) -> bool:
    old, new = page.old.removeprefix(mount.path), page.new.removeprefix(mount.path)
    return bool(IN_A_FOLDER.fullmatch(mount.path)) and shared.get(old) == new
