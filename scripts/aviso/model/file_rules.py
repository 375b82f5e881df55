"""The rules on the files of records and pages: which must exist, and how they are named."""

from __future__ import annotations

from aviso.core.project import LIBRARIES_FOLDER
from aviso.core.rules import Rule

WRONG_ENDING = Rule(
    "files/wrong-ending",
    "A file has an extension that Aviso does not read in its folder",
    why="Aviso reads only .yml files in data/, only .md files in docs/, and only pictures in "
    "assets/. It ignores other files, so their contents would never appear on the site.",
    cure="Give the file the right extension, or move it elsewhere.",
    example="data/libraries/riverside.yaml",
)
NAME_IS_NO_ID = Rule(
    "files/name-is-no-id",
    "The name of a file or entry cannot be an id",
    why="The name becomes part of a web address and of every reference in the records. "
    "Capitals, accents and spaces do not survive there.",
    cure="Use lowercase letters a–z, digits and single hyphens.",
    example="data/libraries/My Library.yml, in place of my-library.yml",
)
NAME_IS_A_DEVICE = Rule(
    "files/name-is-a-device",
    "A file or address has a name that Windows keeps for a device",
    why="Windows cannot store a file or folder that is called CON, PRN, AUX, NUL, COM1 to COM9 or "
    "LPT1 to LPT9, whatever its ending. A colleague with Windows could not open the project, nor "
    "copy the built site.",
    cure="Choose another name, and change it wherever the records and pages name it.",
    example="data/libraries/con.yml",
)
NAME_IS_RESERVED = Rule(
    "files/name-is-reserved",
    "A library, page or address has a name that is reserved for the site itself",
    why="The site uses that name for its pictures, its front page, its page “not found” or the "
    "pages in another language. One would overwrite the other.",
    cure="Choose another name, in every language in which the page exists.",
    example="docs/riverside/en/404.md",
)
FILE_MISSING = Rule(
    "files/missing",
    "A file that every project needs is missing",
    why="The laws and the lists of words in data/terms/ are shared by all libraries. Without "
    "them, no notice can be made.",
    cure="Restore the file from the last version of the project or from a new copy of Aviso.",
)
LAW_TWICE = Rule(
    "files/law-twice",
    "A law is in data/laws.yml and in a file of its own",
    why="Both are parts of one register. They could say different things about the same law, and a "
    "change to one of them would have no effect.",
    cure="Keep the better one, and delete the other.",
    example="data/laws/ny-cplr-4509.yml, where data/laws.yml has ny-cplr-4509",
)
NO_LIBRARY = Rule(
    "files/no-library",
    "The project has no library",
    why="An interrupted checkout or an unmounted disk looks like a project without libraries, and "
    "a build would then remove every published notice.",
    cure="Put the files back in data/libraries/, or start a library with aviso new library.",
)
NO_LIBRARIES = NO_LIBRARY.at(
    LIBRARIES_FOLDER,
    1,
    "is missing or has no library in it",
    "Put the files back; a project needs at least one.",
)
