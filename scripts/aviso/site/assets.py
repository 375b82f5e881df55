"""Gathers the files that a site ships beside its pages: style sheet, script, pictures, licenses."""

from __future__ import annotations

import unicodedata

from aviso.content.images import ICON as ICON_NAME
from aviso.content.images import find_image_fault
from aviso.content.pages import EVERY_LIBRARY, list_folders
from aviso.site.frame import SEARCH_SCRIPT, STYLE_SHEET
from aviso.site.search_index import SEARCH_WORDS
from aviso.site.site import Site

ICON = f"assets/{ICON_NAME}"
# The style sheet and the script name it in their first line. No page loads it.
LICENSES = "assets/licences.txt"
SHARED = frozenset({STYLE_SHEET, SEARCH_SCRIPT, ICON, LICENSES})


def is_shared(path: str) -> bool:
    """Tell whether many sites have the same file at this path."""
    return path in SHARED or path.endswith(f"/{SEARCH_WORDS}")


def load_assets(site: Site) -> dict[str, bytes]:
    """Return the contents of a site's assets by their path below the site."""
    style = f":root{{--aviso-brand:{site.color}}}\n".encode()
    return {
        STYLE_SHEET: style + _read_asset(site, STYLE_SHEET),
        SEARCH_SCRIPT: _read_asset(site, SEARCH_SCRIPT),
        ICON: _read_asset(site, ICON),
        LICENSES: _read_asset(site, LICENSES),
        **_read_pictures(site),
    }


def _read_asset(site: Site, path: str) -> bytes:
    """Read an asset of the project or, if it has none, of the package."""
    return site.project.find(f"overrides/{path}").read_bytes()


def _read_pictures(site: Site) -> dict[str, bytes]:
    """Read the valid pictures in the site's folder and its system's; a library's own win."""
    found: dict[str, bytes] = {}
    system = site.notice.library.page_system if site.notice else None
    for folder in list_folders(site.project, site.id, system):
        if folder.name != EVERY_LIBRARY and (folder / "assets").is_dir():
            for path in sorted((folder / "assets").iterdir()):
                if find_image_fault(path.parent, path.name) is None:
                    # Pages use this form of the name, whichever form the file system keeps.
                    name = unicodedata.normalize("NFC", path.name)
                    found.setdefault(f"assets/{name}", path.read_bytes())
    return found
