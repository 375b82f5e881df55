"""The rules on building and publishing, in this process, in another one, or on a cluster."""

from __future__ import annotations

from aviso.core.rules import Rule

BUILD, PUBLISH = "aviso build", "aviso publish"

NO_SUCH_LIBRARY = Rule(
    "build/no-such-library",
    "A library that is asked for does not exist",
    why="A notice is made from a record in data/libraries/, and this library has none.",
    cure="Correct the id, or start the library with: aviso new library ID.",
    found_by=BUILD,
)
WORKER_DIED = Rule(
    "build/worker-died",
    "The process that built a site died",
    why="Usually the computer ran out of memory and killed the process. The library's published "
    "site stays as it was.",
    cure="Run fewer processes at once, with --jobs 1, or give the computer or the workers "
    "more memory. If it happens again, report it.",
    found_by=BUILD,
)
OTHER_VERSION = Rule(
    "build/other-version",
    "A worker of the cluster has another version of Aviso or Python",
    why="Another version can make different pages from the same facts, and nobody would know which "
    "of them were checked.",
    cure="Install the same version of Aviso, with the same Python, on every worker, and build "
    "again.",
    found_by=BUILD,
)
NOT_WRITTEN = Rule(
    "build/not-written",
    "The disk refuses to read, write or publish a site",
    why="The disk is full, or Aviso may not write to a folder. The library's published site stays "
    "as it was; no half-written site is published.",
    cure="Free up disk space or fix the permissions, and build again.",
    found_by=BUILD,
)
MKDOCS = Rule(
    "build/mkdocs",
    "MkDocs reports a problem with a site",
    why="With --stock, MkDocs writes the pages itself, and the parts that it reports could be "
    "missing.",
    cure="Fix the problem in MkDocs' message. If aviso build without --stock reports nothing, "
    "report it to us.",
    found_by=BUILD,
)
STALE_SHARD = Rule(
    "build/stale-shard",
    "The site in a shard is out of date or damaged",
    why="The facts or pages have changed since the shard was built, or its files were changed on "
    "the way. The published site would tell readers something old or false.",
    cure="Build that shard again from the same version of the project, and publish again.",
    found_by=PUBLISH,
)
NO_SHARD = Rule(
    "build/no-shard",
    "No shard has the site of a library",
    why="The library had problems when its shard was built, or one of the shards is missing. Its "
    "published site stays as it was.",
    cure="Look at the output of the shard that the library belongs to, fix its problems, and "
    "name the folders of all shards.",
    found_by=PUBLISH,
)
EDITED_MEANWHILE = Rule(
    "build/edited-meanwhile",
    "A source was edited again and again while its site was being built",
    why="A published site must match its sources before and after the build. A text that was there "
    "only for a moment could be published and stay.",
    cure="Finish the edit, the checkout or the copying, and build again.",
    found_by=BUILD,
)
NOT_OURS = Rule(
    "build/not-ours",
    "Files that Aviso did not make are where a site should go",
    why="Publishing replaces a whole folder. Your own files in it would be lost.",
    cure="Move the named files out of the site's folder, or build into another folder with "
    "--output.",
    found_by=BUILD,
)
NO_STAMP = Rule(
    "build/no-stamp",
    "A folder with the files of a site has no readable .aviso.json",
    why="The file lists the files that Aviso has written there. Without it, a page that Aviso made "
    "looks like a page of yours, and Aviso replaces only files that it can prove to be "
    "its own. A copy or a backup without hidden files (names that begin with a dot) loses "
    "the list.",
    cure="Move your own files out of the named folder. Then delete the folder and build again: "
    "Aviso makes everything in it from data/ and docs/.",
    found_by=BUILD,
)
UNREADABLE_SUMMARY = Rule(
    "build/unreadable-summary",
    "The record of a published site cannot be read",
    why="The front page gets the library's name from it. Without the name, it would leave out the "
    "library.",
    cure="Build the site again: aviso build --all LIBRARY.",
    found_by=BUILD,
)
NOTHING_TO_BUILD = Rule(
    "build/nothing-to-build",
    "A build finds no library to build",
    why="An interrupted checkout or an unmounted disk looks like a project without libraries, and "
    "every published notice would be removed.",
    cure="Restore the files in data/libraries/, and build again.",
    found_by=BUILD,
)
FILLED_OTHERWISE = Rule(
    "build/filled-otherwise",
    "A member's site is not the same when it is filled into its system's template",
    why="The members of a system are filled into one template. Some are also made by themselves, "
    "and both must be equal, byte for byte. Where they differ, other members may have wrong pages.",
    cure="It is a bug in Aviso: please report it. Until it is mended, add --stock to the build: "
    "then each site is made by itself.",
    found_by=BUILD,
)
