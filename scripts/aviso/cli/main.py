"""The console command: `aviso` and all its verbs."""

from __future__ import annotations

from aviso.cli import build as sites
from aviso.cli import check as upkeep
from aviso.cli import hosting, init, rearrange, rule, serve, translation
from aviso.cli import new as starting
from aviso.cli import override as overriding
from aviso.cli.common import main

__all__ = [
    "hosting",
    "init",
    "main",
    "overriding",
    "rearrange",
    "rule",
    "serve",
    "sites",
    "starting",
    "translation",
    "upkeep",
]

if __name__ == "__main__":
    main()
