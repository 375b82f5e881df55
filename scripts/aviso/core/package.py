"""Finds what comes with Aviso for every project.

A project holds what is its own. Templates, words of the interface, registers, and the pages and
texts that every library has come with Aviso, unless the project has its own of the same name. They
lie in one folder that is laid out like a project: ``aviso/shared`` in an installed package; in the
repository of Aviso, the repository itself.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from aviso.core.diagnostics import Diagnostic

# Another folder in the place of the one that comes with Aviso; an empty text stands for none.
VARIABLE = "AVISO_SHARED"
# Where it lies in an installed package.
INSTALLED = "shared"
# What the name of a file of the package begins with in messages, so that nobody looks for it in
# the project.
PREFIX = "aviso:"
COPY_IT = (
    "This comes with Aviso. Copy it into the project with `aviso override`, and correct the copy."
)
# What a project does not need to have: folders, and single files. Nothing else ever comes from the
# package.
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
    """Return the folder with what comes with Aviso; it may be empty or missing."""
    chosen = os.environ.get(VARIABLE)
    code = Path(__file__).parents[1]
    if chosen is not None:
        return Path(chosen).absolute() if chosen else code / "nothing"
    installed = code / INSTALLED
    return installed if installed.is_dir() else code.parents[1]


def is_shared(name: str) -> bool:
    """Tell whether a file or folder, by its name in a project, may come from the package."""
    return name in SHARED_FILES or _is_below(name, SHARED_FOLDERS)


def is_of_the_model(name: str) -> bool:
    """Tell whether a file or folder is a part of the model library."""
    return name in MODEL_FILES or _is_below(name, MODEL_FOLDERS)


def is_package_file(name: str) -> bool:
    """Tell whether the name of a file in a message is that of one of the package."""
    return name.startswith(PREFIX)


def explain_package_file(problem: Diagnostic) -> Diagnostic:
    """Say of a problem in a file of the package what can be done about it in the project."""
    return replace(problem, hint=COPY_IT) if is_package_file(problem.file) else problem


def _is_below(name: str, folders: tuple[str, ...]) -> bool:
    return any(name == folder or name.startswith(f"{folder}/") for folder in folders)
