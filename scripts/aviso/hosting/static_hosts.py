"""Turns the hosts into the two files that static hosts read: ``_headers`` and ``_redirects``, at the root of what is uploaded.

The form is that of Netlify and Cloudflare Pages. These hosts compress files and choose their types themselves, and they keep
what logs they keep: no file can change that. They choose no language: their rules cannot tell a click on "English".
"""

from __future__ import annotations

from aviso.hosting.headers import REVALIDATED, headers
from aviso.hosting.plan import Host


def files(host: Host) -> dict[str, str]:
    """Return the two files of one host by name."""
    return {"_headers": _headers(host), "_redirects": _redirects(host)}


def _headers(host: Host) -> str:
    lines = {**headers(), "Cache-Control": REVALIDATED}
    return "\n".join(["# Made by `aviso hosting static`.", "/*", *(f"  {name}: {value}" for name, value in lines.items()), ""])


def _redirects(host: Host) -> str:
    """Where moved libraries and pages are, and the nearest page "not found" (Cloudflare Pages finds that by itself and skips these lines)."""
    rules = [f"{moved.path}* {moved.address}:splat 301" for moved in host.moved]
    rules += [f"{page.old} {page.new} 301" for mount in host.mounts for page in mount.renamed]
    for mount in host.mounts:
        rules += [f"{one.path}* {one.missing} 404" for one in mount.translations]
        rules.append(f"{mount.path}* {mount.missing} 404")
    return "\n".join(["# Made by `aviso hosting static`.", *rules, ""])
