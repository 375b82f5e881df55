"""Turns a project into a Hugo site that lays out the same facts from the same YAML as Aviso.

The templates are in tests/benchmarks/hugo. Hugo reads the project's own records, terms, laws and
words; each placeholder of a page becomes a shortcode. The site has tables of what is collected,
recipients, times, references, companies, laws and documents in both languages, and a search index
as JSON. It checks nothing, links no hard words, and leaves out the registers' rarer fields.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.support.paths import ROOT

from .plain import LEFT_OUT, PLACEHOLDER, Register
from .stock import LOCALES

TEMPLATES = Path(__file__).parent / "hugo"
BLOCKS = {path.stem for path in (TEMPLATES / "layouts" / "partials" / "facts").glob("*.html")}
CALL = re.compile(r"(\w+)\((?:'([^']*)')?\)")
ASSETS = ("notice.css", "search.js", "icon.svg")


def prepare_same_facts(project: Path, folder: Path) -> None:
    """Make one site of all libraries of a project: templates, data, and pages."""
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    for name in ("data/libraries", "data/vendors", "data/terms", "overrides/locales"):
        target = folder / "data" / Path(name).name
        target.mkdir(parents=True)
        for path in sorted((project / name).glob("*.yml")):
            shutil.copy(path, target)
    shutil.copy(project / "data" / "laws.yml", folder / "data")
    assets = folder / "static" / "assets"
    assets.mkdir(parents=True)
    for name in ASSETS:
        shutil.copy(ROOT / "overrides" / "assets" / name, assets)
    register = Register(project)
    for path in sorted((project / "data" / "libraries").glob("*.yml")):
        _write_pages(path.stem, register, folder)


def _write_pages(identifier: str, register: Register, folder: Path) -> None:
    own = register.record(identifier)
    for locale in LOCALES:
        shared = register.markdown("_shared", locale)
        pages = {
            **register.markdown("_pages", locale),
            **register.markdown(own.get("system") or identifier, locale),
        }
        target = folder / "content" / locale / identifier
        target.mkdir(parents=True)
        for name, text in pages.items():
            if name not in LEFT_OUT:
                text = fill_placeholders(text, own["name"][locale], shared)
                up = "" if name == "index" else "../"
                text = re.sub(
                    r"\]\((\w[\w-]*)\.md",
                    lambda found, up=up: f"]({up}{'' if found[1] == 'index' else found[1] + '/'}",
                    text,
                )
                text = text.replace("---\n", f"---\nlibrary: {identifier}\n", 1)
                name = "_index" if name == "index" else name
                (target / f"{name}.md").write_text(text, "utf-8")


def fill_placeholders(text: str, name: str, shared: dict[str, str]) -> str:
    """Put shortcodes, the library's name and shared texts in the place of placeholders."""

    def fill(found: re.Match[str]) -> str:
        call = CALL.fullmatch(found[1])
        if found[1] in ("library.name", "library.of_name"):
            return name
        if call and call[1] == "source":
            return f'{{{{< cite "{call[2]}" >}}}}'
        if call and call[1] == "shared":
            return fill_placeholders(shared[call[2]], name, shared)
        if call and call[1] in BLOCKS:
            return f'{{{{< fact "{call[1]}" "{call[2] or ""}" >}}}}'
        return ""

    return re.sub(r"\n{3,}", "\n\n", PLACEHOLDER.sub(fill, text))
