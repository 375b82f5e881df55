"""Finds the files that come with Aviso for every project.

Templates, words of the interface, registers, and the pages and texts that every library has come
with Aviso, unless the project has its own of the same name. They are in one folder that is laid out
like a project: ``aviso/shared`` in an installed package, and the root in the repository of Aviso.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from aviso.core.diagnostics import Diagnostic

# The environment variable that names another folder of shared files; if it is empty, there is none.
VARIABLE = "AVISO_SHARED"
# The folder in an installed package.
INSTALLED = "shared"
# The folder of compiled templates in it; in the repository, it is one that git ignores.
COMPILED = "compiled"
KEPT_COMPILED = ".aviso/compiled"
# The prefix of the package's files in messages, so that nobody looks for them in the project.
PREFIX = "aviso:"
COPY_IT = (
    "This comes with Aviso. Copy it into the project with `aviso override`, and correct the copy."
)
# The folders and files that may come from the package. Nothing else ever does.
SHARED_FOLDERS = (
    "overrides",
    "data/terms",
    "data/vendors",
    "data/laws",
    "docs/_front",
    "docs/_pages",
    "docs/_shared",
)
SHARED_FILES = ("data/laws.yml", "data/translations/shared.json")
# The library that `aviso new library` copies.
MODEL_FILES = ("data/libraries/example.yml", "data/libraries/example-branch.yml")
MODEL_FOLDERS = ("docs/example",)


def find_shared_folder() -> Path:
    """Return the folder of files that come with Aviso; it may be empty or missing."""
    chosen = os.environ.get(VARIABLE)
    code = Path(__file__).parents[1]
    if chosen is not None:
        return Path(chosen).absolute() if chosen else code / "nothing"
    installed = code / INSTALLED
    return installed if installed.is_dir() else code.parents[1]


def find_compiled_folder() -> Path:
    """Return the folder of the templates that were compiled for the package; it may be missing.

    Never another folder than Aviso's own: what is in it is code.
    """
    code = Path(__file__).parents[1]
    installed = code / INSTALLED
    return installed / COMPILED if installed.is_dir() else code.parents[1] / KEPT_COMPILED


def is_shared(name: str) -> bool:
    """Tell whether a file or folder, by its name in a project, may come from the package."""
    return name in SHARED_FILES or _is_below(name, SHARED_FOLDERS)


def is_model_file(name: str) -> bool:
    """Tell whether a file or folder belongs to the model library."""
    return name in MODEL_FILES or _is_below(name, MODEL_FOLDERS)


def is_package_file(name: str) -> bool:
    """Tell whether a file named in a message is one of the package's."""
    return name.startswith(PREFIX)


def explain_package_file(problem: Diagnostic) -> Diagnostic:
    """Return the diagnostic with the way to correct a file of the package in the project."""
    return replace(problem, hint=COPY_IT) if is_package_file(problem.file) else problem


def _is_below(name: str, folders: tuple[str, ...]) -> bool:
    return any(name == folder or name.startswith(f"{folder}/") for folder in folders)
