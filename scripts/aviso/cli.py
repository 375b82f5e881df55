"""The console command: `aviso` and all its verbs."""

from __future__ import annotations

from aviso.verbs import hosting, sites, starting, translation, upkeep
from aviso.verbs.base import main

__all__ = ["hosting", "main", "sites", "starting", "translation", "upkeep"]

if __name__ == "__main__":
    main()
