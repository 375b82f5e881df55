"""Damage to what is published and to caches."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

from tests.support.damage import DAMAGES
from tests.support.mutations.pages import a_word_in_a_page
from tests.support.mutations.steps import mutation, nonsense
from tests.support.project import Project
from tests.support.trees import STAMP


def site_folder(project: Project, random: Random) -> Path:
    """The folder of a library that is published."""
    return random.choice(sorted(path.parent for path in project.public.glob(f"*/{STAMP}")))


def published_file(folder: Path, random: Random) -> Path:
    """A file of a published site."""
    return random.choice(
        sorted(path for path in folder.rglob("*") if path.is_file() and path.name != STAMP)
    )


@mutation
def a_published_file_deleted(project: Project, random: Random) -> None:
    published_file(site_folder(project, random), random).unlink()


@mutation
def a_published_file_cut_short(project: Project, random: Random) -> None:
    path = published_file(site_folder(project, random), random)
    path.write_bytes(path.read_bytes()[:-1])


@mutation
def a_published_file_changed(project: Project, random: Random) -> None:
    path = published_file(site_folder(project, random), random)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@mutation
def a_published_file_replaced_by_a_folder(project: Project, random: Random) -> None:
    path = published_file(site_folder(project, random), random)
    path.unlink()
    path.mkdir()


@mutation
def a_published_site_deleted(project: Project, random: Random) -> None:
    shutil.rmtree(site_folder(project, random))


@mutation
def a_published_stamp_deleted(project: Project, random: Random) -> None:
    (site_folder(project, random) / STAMP).unlink()


@mutation
def a_published_stamp_damaged(project: Project, random: Random) -> None:
    stamp = random.choice([site_folder(project, random), project.public]) / STAMP
    value = json.loads(stamp.read_bytes())
    value[random.choice(sorted(value))] = nonsense(random)
    stamp.write_text(random.choice([json.dumps(value), "{", "[]", '"text"', "null", "{}"]), "utf-8")


@mutation
def a_file_of_the_front_page_deleted(project: Project, random: Random) -> None:
    (
        project.public
        / random.choice(["index.html", "404.html", "es/index.html", "assets/search.js"])
    ).unlink()


@mutation
def a_file_of_the_front_page_changed(project: Project, random: Random) -> None:
    path = project.public / random.choice(
        ["index.html", "404.html", "es/index.html", "assets/notice.css"]
    )
    path.write_bytes(path.read_bytes()[::-1])


@mutation
def the_page_cache_lost(project: Project, random: Random) -> None:
    shutil.rmtree(project.path(".aviso"), ignore_errors=True)


def damage_files(paths: list[Path], random: Random) -> None:
    """Harm some of the files, each in a way of its own."""
    names = [name for name in DAMAGES if "pipe" not in name and "link" not in name]
    for path in random.sample(paths, min(len(paths), 5)):
        if path.is_file():
            DAMAGES[random.choice(names)](path, random.choice(paths), random)


@mutation
def caches_damaged(project: Project, random: Random) -> None:
    damage_files(
        sorted(path for path in project.path(".aviso").rglob("*.*") if path.is_file()), random
    )
    a_word_in_a_page(project, random)


@mutation
def the_stamps_of_libraries_damaged(project: Project, random: Random) -> None:
    damage_files(sorted(project.public.glob(f"*/{STAMP}")), random)


@mutation
def everything_deleted(project: Project, random: Random) -> None:
    shutil.rmtree(project.public)
