"""The rules about the files of records and pages: which there must be, and how they are named."""

from __future__ import annotations

from aviso.core.rules import Rule

WRONG_ENDING = Rule(
    "files/wrong-ending",
    "A file has an ending that is not read in its folder",
    why="Only .yml files are read in data/, only .md files in docs/, and only pictures in assets/. "
    "Anything else is left aside, so its author would look for it on the site in vain.",
    cure="Rename the file with the right ending, or move it elsewhere.",
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
NAME_IS_RESERVED = Rule(
    "files/name-is-reserved",
    "A library, page or address has a name that is reserved for the site itself",
    why="That place on the site is for its pictures, its front page, its page “not found” or "
    "the pages in another language. "
    "One would overwrite the other.",
    cure="Choose another name, in every language in which the page exists.",
    example="docs/riverside/en/404.md",
)
FILE_MISSING = Rule(
    "files/missing",
    "A file that every project needs is not there",
    why="The laws and the lists of words in data/terms/ are shared by all libraries. Without "
    "them, no notice can be made.",
    cure="Put the file back, from the last version of the project or from a new copy of Aviso.",
)
LAW_TWICE = Rule(
    "files/law-twice",
    "A law stands in data/laws.yml and in a file of its own",
    why="Both are parts of one register. The two could say different things of the same law, and "
    "one of them would be changed in vain.",
    cure="Keep the better one, and delete the other.",
    example="data/laws/ny-cplr-4509.yml, where data/laws.yml has ny-cplr-4509",
)
NO_LIBRARY = Rule(
    "files/no-library",
    "The project has no library",
    why="An interrupted checkout, or a disk that is not mounted, must not pass for a project "
    "without "
    "libraries: a build would then remove every published notice.",
    cure="Put the files back in data/libraries/, or start a library with aviso new library.",
)
NO_LIBRARIES = NO_LIBRARY.at(
    "data/libraries",
    1,
    "is missing or has no library in it",
    "Put the files back; a project needs at least one.",
)
