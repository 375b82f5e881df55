"""What Aviso keeps between runs is believed only if it is proved: otherwise it is made again.

The files are found by looking for them after a build, so that a cache that is added later is tried
as well.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.support.damage import DAMAGES, write_over
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.trees import STAMP, assert_same
from tests.support.warm_process import Warm

IDS = ("alder", "birch")
SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
# In the place of a stamp, these are somebody else's: a build names them and leaves them alone.
FOREIGN = ("a pipe", "a link")


@pytest.fixture(scope="module")
def built(scripts: Path, warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of two libraries and a member, built."""
    project = Project.tiny(tmp_path_factory.mktemp("proved") / "project", scripts, tiny=IDS)
    warm.aviso(project, "build", "--jobs", "1").sound()
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of it, with all that was kept."""
    return built.whole_copy(tmp_path / "copy")


def kept_files(project: Project) -> list[Path]:
    """Every file that a build keeps beside its pages: caches and stamps."""
    caches = [path for path in (project / ".aviso").rglob("*") if path.is_file()]
    # The stamp of another site in the output itself says that the output is a site.
    return sorted([*caches, *(project.public / library / STAMP for library in IDS)])


def test_the_stamp_of_the_front_page_is_made_again(
    project: Project, warm: Warm, tmp_path: Path
) -> None:
    shutil.copytree(project.public, tmp_path / "before")
    stamp = project.public / STAMP
    own = [name for name in DAMAGES if not name.startswith((*FOREIGN, "a folder"))]
    assert len(own) > 5
    for name in own:
        DAMAGES[name](stamp, stamp, Random(name))
        run = warm.aviso(project, "build", "--jobs", "1")
        assert run.status == 0 and "Traceback" not in run.text, f"{name}\n{run.text}"
        assert_same(project.public, tmp_path / "before")


def kind_of(path: Path) -> str:
    """The kind of file: the folder of a cache, and how its name ends."""
    parts = path.parts
    inside = parts[parts.index(".aviso") + 1 :] if ".aviso" in parts else (path.name,)
    return f"{inside[0]} {path.suffix}"


def kinds(project: Project) -> dict[str, list[Path]]:
    """The files by kind."""
    found: dict[str, list[Path]] = {}
    for path in kept_files(project):
        found.setdefault(kind_of(path), []).append(path)
    return found


def another(path: Path, files: list[Path]) -> Path:
    """Another file of the same kind, or the same file without one."""
    return next((one for one in files if one != path), path)


def assert_made_again(project: Project, warm: Warm, before: Path, story: str) -> None:
    """A build, and one that makes every page again from what is kept, write what was there."""
    run = warm.aviso(project, "build", "--jobs", "1")
    assert run.status == 0 and "Traceback" not in run.text, f"{story}\n{run.text}"
    assert_same(project.public, before)
    for page in project.public.rglob("index.html"):
        page.unlink()
    run = warm.aviso(project, "build", "--jobs", "1")
    assert run.status == 0 and "Traceback" not in run.text, f"{story}\n{run.text}"
    assert_same(project.public, before)


def test_all_kinds_of_caches_are_tried(built: Project) -> None:
    assert {kind.split(" ")[0] for kind in kinds(built)} >= {
        "heads.json",
        "prose",
        "templates",
        STAMP,
    }


@pytest.mark.parametrize("name", at_each_change(DAMAGES, 4))
def test_every_kind_of_cache_is_made_again(
    project: Project, warm: Warm, name: str, tmp_path: Path
) -> None:
    shutil.copytree(project.public, tmp_path / "before")
    random = Random(f"{SEED} {name}")
    for files in kinds(project).values():
        path = random.choice(files)
        if path.name == STAMP and name.startswith(FOREIGN):
            continue
        DAMAGES[name](path, another(path, files), random)
    assert_made_again(project, warm, tmp_path / "before", name)


def describe_file(path: Path) -> tuple[int, ...]:
    """What changes if a file is replaced or written; reading it changes nothing of that."""
    found = os.lstat(path)
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@pytest.mark.parametrize("name", [name for name in DAMAGES if name.startswith(FOREIGN)])
def test_what_stands_in_the_place_of_a_stamp_is_named_and_left(
    project: Project, warm: Warm, name: str
) -> None:
    stamp = project.public / "alder" / STAMP
    DAMAGES[name](stamp, project.public / "birch" / STAMP, Random(1))
    before = describe_file(stamp)
    run = warm.aviso(project, "build", "--jobs", "1")
    assert run.status == 1 and run.failed == {"alder"} and "Traceback" not in run.text, run.text
    assert describe_file(stamp) == before


@pytest.mark.soak
def test_every_cache_is_made_again_after_every_damage(
    project: Project, warm: Warm, tmp_path: Path
) -> None:
    shutil.copytree(project.public, tmp_path / "before")
    random = Random(SEED)
    for name, harm in DAMAGES.items():
        for kind, files in kinds(project).items():
            if kind.startswith(STAMP) and name.startswith(FOREIGN):
                continue
            for path in random.sample(files, min(len(files), 6)):
                harm(path, another(path, files), random)
                story = f"seed {SEED}: {name}: {path.relative_to(project.root)}"
                assert_made_again(project, warm, tmp_path / "before", story)


def test_the_caches_of_another_project_say_nothing_here(
    built: Project, scripts: Path, warm: Warm, project: Project, tmp_path: Path
) -> None:
    """Each is sound where it comes from, and stands here under the name that it has there."""
    other = built.copied_to(tmp_path / "other")
    for library in IDS:
        other.replace(f"docs/{library}/en/collect.md", "Some words", "Words of somebody else")
    warm.aviso(other, "build", "--jobs", "1").sound()
    shutil.copytree(project.public, tmp_path / "before")
    shutil.rmtree(project / ".aviso")
    shutil.copytree(other / ".aviso", project / ".aviso")
    assert_made_again(project, warm, tmp_path / "before", "caches of another project")


@pytest.mark.parametrize("copy", [shutil.copyfile, shutil.copy2])
def test_a_stamp_of_another_build_proves_no_page(
    project: Project, warm: Warm, copy: Callable[[Path, Path], object], tmp_path: Path
) -> None:
    """The old stamp fits the sources again, and pages of the same size stand beside it."""
    shutil.copytree(project.public, tmp_path / "before")
    page = "docs/alder/en/collect.md"
    project.replace(page, "Some words", "Same words")
    warm.aviso(project, "build", "--jobs", "1").sound()
    assert "Same words" in (project.public / "alder/collect/index.html").read_text("utf-8")
    project.replace(page, "Same words", "Some words")
    for stamp in (tmp_path / "before").rglob(STAMP):
        copy(stamp, project.public / stamp.relative_to(tmp_path / "before"))
    assert warm.aviso(project, "build", "--jobs", "1").sound().made >= {"alder"}
    assert_same(project.public, tmp_path / "before")


def test_a_page_with_the_size_and_the_time_that_it_had_is_read(
    project: Project, warm: Warm, tmp_path: Path
) -> None:
    shutil.copytree(project.public, tmp_path / "before")
    page = project.public / "alder/collect/index.html"
    write_over(page, page.read_bytes().replace(b"Some words", b"Evil words"))
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == {"alder"}
    assert_same(project.public, tmp_path / "before")


def test_a_sentence_changed_in_the_cache_of_prose_is_not_published(
    project: Project, warm: Warm, tmp_path: Path
) -> None:
    shutil.copytree(project.public, tmp_path / "before")
    for path in (project / ".aviso/prose").iterdir():
        path.write_bytes(path.read_bytes().replace(b"Some words", b"Evil words"))
    for options in (("--all",), ()):
        warm.aviso(project, "build", "--jobs", "1", *options).sound()
        assert_same(project.public, tmp_path / "before")


def test_all_reads_nothing_that_was_kept(project: Project, warm: Warm, tmp_path: Path) -> None:
    """Even what proves itself: here another sentence with its digest, as only Aviso writes it."""
    from aviso.build.aviso_digest import digest_aviso
    from aviso.core.cache_files import read_cache_file, write_cache_file
    from aviso.core.project import Project as AvisoProject

    shutil.copytree(project.public, tmp_path / "before")
    opened = AvisoProject(project.root)
    purpose = f"prose {digest_aviso(opened)}"
    for library in IDS:
        path = opened.cache / "prose" / f"{library}.json"
        content = read_cache_file(path, purpose)
        assert content, "the build, which runs a copy of this code, has another digest of it"
        assert b"Some" in content
        write_cache_file(opened.root, path, content.replace(b"Some", b"Evil"), purpose)
    warm.aviso(project, "build", "--jobs", "1", "--all").sound()
    assert_same(project.public, tmp_path / "before")


def test_a_cache_behind_a_link_replaces_no_file_of_others(
    project: Project, warm: Warm, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "alder.json").write_text("mine", "utf-8")
    shutil.rmtree(project / ".aviso/prose")
    (project / ".aviso/prose").symlink_to(elsewhere)
    warm.aviso(project, "build", "--jobs", "1", "--all").sound()
    assert (elsewhere / "alder.json").read_text("utf-8") == "mine"
