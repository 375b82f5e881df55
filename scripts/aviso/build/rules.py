"""The rules of building and publishing, in this process, in another one, or on a cluster."""

from __future__ import annotations

from aviso.core.rules import Rule

BUILD, PUBLISH = "aviso build", "aviso publish"

NO_SUCH_LIBRARY = Rule(
    "build/no-such-library",
    "A library that is asked for does not exist",
    why="There is no record in data/libraries/ to make a notice of.",
    cure="Correct the id, or start the library with: aviso new library ID.",
    found_by=BUILD,
)
WORKER_DIED = Rule(
    "build/worker-died",
    "The process that made a site ended before it was done",
    why="Usually the computer ran out of memory and ended the process. The library keeps the site "
    "that it had.",
    cure="Run fewer processes at once, with --jobs 1, or give the computer or the workers "
    "more memory. If it happens again, report it.",
    found_by=BUILD,
)
OTHER_VERSION = Rule(
    "build/other-version",
    "A worker of the cluster has another version of Aviso or Python",
    why="Another version can make other pages of the same facts, and nobody would know which of "
    "them were checked.",
    cure="Install the same version of Aviso, with the same Python, on every worker, and build "
    "again.",
    found_by=BUILD,
)
NOT_WRITTEN = Rule(
    "build/not-written",
    "The disk does not let a site be read, written or published",
    why="The disk is full, or a folder may not be written to. The library keeps the site that it "
    "had; nothing half-written is published.",
    cure="Free up disk space or fix the permissions, and build again.",
    found_by=BUILD,
)
MKDOCS = Rule(
    "build/mkdocs",
    "MkDocs reports a problem with a site",
    why="With --stock, MkDocs writes the pages itself, and what it reports could be missing from "
    "them"
    ".",
    cure="Fix what the message of MkDocs names. If aviso build without --stock reports nothing, "
    "report it to us.",
    found_by=BUILD,
)
STALE_SHARD = Rule(
    "build/stale-shard",
    "The site in a shard is not what would be built now",
    why="The facts or pages have changed since the shard was built, or its files were changed on "
    "the way. Published, the site would tell readers something old or false.",
    cure="Build that shard again from the same version of the project, and publish again.",
    found_by=PUBLISH,
)
NO_SHARD = Rule(
    "build/no-shard",
    "No shard holds the site of a library",
    why="The library had problems when its shard was built, or one of the shards is missing. It "
    "keeps the site that it had.",
    cure="Look at the output of the shard that the library belongs to, fix its problems, and "
    "name the folders of all shards.",
    found_by=PUBLISH,
)
EDITED_MEANWHILE = Rule(
    "build/edited-meanwhile",
    "A source was edited again and again while its site was made",
    why="What is published must be what the sources say before and after. A text that stood there "
    "for a moment only could be published and stay.",
    cure="Finish the edit, the checkout or the copying, and build again.",
    found_by=BUILD,
)
NOT_OURS = Rule(
    "build/not-ours",
    "Files that Aviso did not make are where a site should go",
    why="Publishing puts a whole folder in the place of another. Files of yours in it would be "
    "lost.",
    cure="Move the files that are named out of the site's folder, or build into another folder "
    "with --output.",
    found_by=BUILD,
)
NO_STAMP = Rule(
    "build/no-stamp",
    "A folder with the files of a site has no readable .aviso.json",
    why="The file lists what Aviso has written there. Without it, a page that Aviso made looks "
    "like a page of yours, and Aviso replaces nothing that it cannot prove to be its own. A copy "
    "or a backup that leaves out names with a dot at the beginning loses the file.",
    cure="Move what is yours out of the folder that is named. Then delete the folder and build "
    "again: everything that Aviso puts there is made from data/ and docs/.",
    found_by=BUILD,
)
UNREADABLE_SUMMARY = Rule(
    "build/unreadable-summary",
    "The record of a published site cannot be read",
    why="The front page takes the library's name from it, and would otherwise leave the library "
    "out.",
    cure="Build the site again: aviso build --all LIBRARY.",
    found_by=BUILD,
)
NOTHING_TO_BUILD = Rule(
    "build/nothing-to-build",
    "A build finds no library to build",
    why="An interrupted checkout, or a disk that is not mounted, must not pass for a project "
    "without libraries: every published notice would be removed.",
    cure="Put the files back in data/libraries/, and build again.",
    found_by=BUILD,
)
