"""Compiles the templates that come with Aviso to Python modules, for the package.

``scripts/package_hook.py`` calls it when a wheel is built; nothing else needs it. The modules have
the same bytes each time.

    python -m aviso.site.template_modules PROJECT FOLDER
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from aviso.core.project import Project
from aviso.i18n.catalog import load_catalog
from aviso.site.compiled_templates import SEAL, make_purpose, make_seal, name_module
from aviso.site.templates import open_environment

ENDINGS = ("html", "xml")


def write_template_modules(project: Project, folder: Path) -> None:
    """Write every template of ``project``, compiled with its words in each language.

    What is in the folder is replaced. Raises OSError.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for locale in project.locales.locales:
        words = load_catalog(project, locale)
        place = folder / words.digest
        place.mkdir(parents=True)
        environment, purpose = open_environment(project, locale), make_purpose(project, words)
        for name, content in _make_modules(environment, purpose):
            (place / name).write_bytes(content)


def _make_modules(environment: Environment, purpose: str) -> Iterator[tuple[str, bytes]]:
    """Yield the module of each template as (name, content)."""
    assert environment.loader is not None and environment.bytecode_cache is not None
    for name in environment.list_templates(extensions=ENDINGS):
        source, _, _ = environment.loader.get_source(environment, name)
        code = environment.compile(source, name, raw=True).encode()
        checksum = environment.bytecode_cache.get_source_checksum(source)
        seal = make_seal(code, purpose, name, checksum)
        yield name_module(name), code + SEAL + seal + b"\n"


if __name__ == "__main__":
    write_template_modules(Project(Path(sys.argv[1])), Path(sys.argv[2]))
