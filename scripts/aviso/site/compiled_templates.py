"""Finds templates that were compiled before: those in the package, and those of earlier builds.

Compiling takes longer than rendering a whole site, and what comes of it depends on nothing but the
template, the words of the interface, and the code that compiles. So the wheel holds its templates
as Python source, made when the wheel is built (``template_modules``), which Python compiles for
itself as it does every module. All others (a project's own, or those of another version of Jinja)
are kept in ``.aviso/``.

Compiled templates are code, and are run. Both places are read because whoever may write there has
code of Aviso run anyway: the package lies beside Aviso's own modules, and a project's templates may
call whatever Jinja reaches. The digests protect against accidents, not against people. They cover
the template, the words, the versions of the compilers, Aviso's own code and the bytes themselves;
so nothing that is old, damaged, cut short or another template's is run. It is compiled anew.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from aviso import i18n
from aviso.core.cache_files import read_cache_file, read_regular_file, write_cache_file
from aviso.core.package import find_compiled_folder
from aviso.core.project import Project
from aviso.i18n.catalog import Catalog

# The packages whose code determines the compiled form of a template.
COMPILERS = ("jinja2", "markupsafe", "babel")
# The end of a module: the digest of all before it. At the end, because Jinja counts lines.
SEAL = b"\n# Made from a template when Aviso was packaged: "


class CompiledTemplates(BytecodeCache):
    """The compiled templates of a project with these words. Losing them costs only time.

    Jinja's own cache runs any code in its files. A changed bit would change pages, or end the
    process.
    """

    def __init__(self, project: Project, words: Catalog) -> None:
        self._project = project
        self._folder = project.cache / "templates" / words.digest
        # Jinja itself compares only the template and the version of Python.
        self._purpose = make_purpose(project, words)
        self._modules = find_compiled_folder() / words.digest
        self._has_modules = self._modules.is_dir()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the place for one compiled template, filled if it was compiled before."""
        checksum = self.get_source_checksum(source)
        bucket = Bucket(environment, self.get_cache_key(name, filename), checksum)
        code = self._load_module(name, checksum) if self._has_modules else None
        if code is None:
            self.load_bytecode(bucket)
        else:
            # Jinja names this file in the traceback of an error.
            bucket.code = code.replace(co_filename=filename or "<template>")
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load one template, unless its file is missing, damaged or another template's."""
        if self._project.reads_cache:
            content = read_cache_file(self._locate(bucket), self._purpose)
            if content is not None:
                bucket.load_bytecode(io.BytesIO(content))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the digest of a template's name and path, which may not be UTF-8."""
        place = f"{name}|{filename or ''}".encode("utf-8", "surrogateescape")
        return hashlib.sha1(place, usedforsecurity=False).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save one template, if the disk allows it."""
        path = self._locate(bucket)
        write_cache_file(self._project.root, path, bucket.bytecode_to_string(), self._purpose)

    def _locate(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"

    def _load_module(self, name: str, checksum: str) -> CodeType | None:
        """Return the code of a template of the package, if its text is the same."""
        path = self._modules / name_module(name)
        try:
            content = read_regular_file(path)
        except OSError:
            return None
        code, _, seal = content.rpartition(SEAL)
        if seal.strip() != make_seal(code, self._purpose, name, checksum):
            return None
        try:
            # Python reads what it compiled before, and keeps what it compiles, where it can.
            return SourceFileLoader(path.stem, str(path)).get_code(path.stem)
        except (OSError, ImportError, EOFError, ValueError, TypeError):
            # What Python keeps of it is damaged. The text is not.
            return compile(content, str(path), "exec", dont_inherit=True)


def make_purpose(project: Project, words: Catalog) -> str:
    """Name everything but the template itself that makes compiled templates what they are.

    The country is part of it because the compiler writes telephone numbers.
    """
    return f"template {words.digest} {project.locales.country} {_digest_compiler()}"


def name_module(name: str) -> str:
    """Return the name of the file with a compiled template: ``partials_menu_html.py``."""
    return "".join(sign if sign.isalnum() else "_" for sign in name) + ".py"


def make_seal(code: bytes, purpose: str, name: str, checksum: str) -> bytes:
    """Return the digest at the end of a module: of its code, its template and its purpose."""
    found = hashlib.sha256(f"{purpose}\0{name}\0{checksum}\0".encode() + code)
    return found.hexdigest().encode()


@lru_cache(maxsize=1)
def _digest_compiler() -> str:
    """Return a digest of the code that compiles a template: Jinja, and ours.

    Jinja calls filters while it compiles, so their code counts.
    """
    found = hashlib.sha256(repr([version(name) for name in COMPILERS]).encode())
    for room in (Path(__file__).parent, Path(i18n.__path__[0])):
        for path in sorted(room.glob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()
