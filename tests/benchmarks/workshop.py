"""A folder with all that the cases build, made when it is first asked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from aviso.core.processors import count_usable_processors

from . import peers
from .edits import PUBLIC, SentenceEdit, VendorEdit, users
from .generate import write_members, write_project
from .measure import Contender, Run, in_turn, put_aside, seconds
from .peers import PEERS, forget_output, hugo_program
from .rows import Point, Sizes, peak

AVISO = str(Path(sys.executable).with_name("aviso"))
CORES = count_usable_processors()


@dataclass
class Workshop:
    """A folder with the projects, the peers' inputs, and the runs that cases share.

    The projects and the inputs are made when they are first asked for.
    """

    folder: Path
    sizes: Sizes
    seed: int = 1
    has_hugo: bool = True
    is_of_one_system: bool = False
    numbers: Iterator[int] = field(default_factory=count)

    def made(self, name: str, make: Callable[[Path], object]) -> Path:
        """A folder by its name, made on the first call."""
        place = self.folder / name
        if not place.exists():
            say(f"preparing {name}")
            unfinished = place.with_name(f"{name}-unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(place)
        return place

    def project(self, libraries: int) -> Path:
        """A project with so many libraries, or with one system and so many libraries in all."""
        write = write_members if self.is_of_one_system else write_project
        return self.made(
            f"aviso-{libraries}",
            lambda place: write(place, libraries, self.seed, self.sizes.words),
        )

    def peer(self, name: str, libraries: int) -> Path:
        """The same libraries for a peer."""
        return self.made(
            f"{name}-{libraries}", lambda place: PEERS[name].prepare(self.project(libraries), place)
        )

    def build(self, libraries: int, *options: str, **more: Any) -> Contender:
        """Building everything from nothing."""
        project = self.project(libraries)
        return Contender(
            [AVISO, "build", *options],
            project,
            before=lambda: forget_build(project),
            is_watched=True,
            **more,
        )

    def rebuild(self, libraries: int, **more: Any) -> Contender:
        """Building again what is there."""
        return Contender([AVISO, "build"], self.project(libraries), **more)

    def first_check(self, libraries: int) -> Contender:
        """Checking everything, with nothing remembered."""
        project = self.project(libraries)
        return Contender([AVISO, "check"], project, before=lambda: put_aside(project / ".aviso"))

    @cached_property
    def of_system(self) -> Workshop:
        """A workshop of the same sizes whose libraries are one system and its members."""
        place = self.made("members", lambda place: None)
        return Workshop(place, self.sizes, self.seed, self.has_hugo, is_of_one_system=True)

    def loop(self, libraries: int, at_a_time: int = 1) -> Contender:
        """`mkdocs build` of each library."""
        place = self.peer("mkdocs", libraries)
        return Contender(
            peers.mkdocs_loop(place, at_a_time),
            place,
            before=lambda: forget_output(place),
            is_watched=True,
        )

    def hugo(self, libraries: int, *peers_of_hugo: str) -> dict[str, Contender]:
        """Hugo's runs for all libraries, if Hugo can be had: the thin one, or those named."""
        if not self.has_hugo:
            return {}
        try:
            hugo_program()
        except RuntimeError as error:
            say(str(error))
            self.has_hugo = False
            return {}
        return {
            name: self._hugo_run(self.peer(name, libraries)) for name in peers_of_hugo or ("hugo",)
        }

    def _hugo_run(self, place: Path) -> Contender:
        return Contender(
            peers.hugo_command(place),
            place,
            before=lambda: forget_output(place),
            is_watched=True,
        )

    @cached_property
    def cold_runs(self) -> dict[str, list[Run]]:
        """Cold builds: Aviso, the loop, Hugo."""
        say(f"cold builds of {self.sizes.cold} libraries")
        rivals = {
            "loop": self.loop(self.sizes.loop),
            **self.hugo(self.sizes.cold, "hugo", "same facts"),
        }
        if self.sizes.loop > 1:
            rivals["loop at once"] = self.loop(self.sizes.loop, CORES)
        return in_turn(
            {
                "aviso": self.build(self.sizes.cold),
                "one": self.build(self.sizes.cold, "--jobs", "1"),
                **rivals,
            },
            self.sizes.rounds,
        )

    @cached_property
    def many_runs(self) -> dict[str, list[Run]]:
        """Many libraries: cold, then with nothing, a sentence and a vendor changed.

        Few libraries and Hugo run in turn with them.
        """
        size = self.sizes.many
        say(f"builds of {size} libraries")
        sentence, vendor = (
            SentenceEdit(self.project(size), self.numbers),
            VendorEdit(self.project(size), self.numbers, users(size)),
        )
        contenders = {
            "cold": self.build(size),
            "unchanged": self.rebuild(size),
            "sentence": self.rebuild(size, before=sentence.make, after=sentence.check),
            "vendor": self.rebuild(size, before=vendor.make, after=vendor.check),
            "few": self.build(self.sizes.few),
            **self.hugo(size),
        }
        try:
            return in_turn(contenders, self.sizes.rounds)
        finally:
            sentence.undo()
            vendor.undo()

    @cached_property
    def points(self) -> list[Point]:
        """The growth of what a build takes.

        Sizes that other cases have measured are not run again.
        """
        return [self.point(libraries) for libraries in self.sizes.growth]

    def point(self, libraries: int) -> Point:
        """What so many libraries take."""
        if libraries == self.sizes.many:
            runs = self.many_runs
        else:
            say(f"growth: {libraries} libraries")
            runs = in_turn({"cold": self.build(libraries), "unchanged": self.rebuild(libraries)}, 1)
        more = in_turn(
            {"check": self.first_check(libraries), "members": self.of_system.build(libraries)}, 1
        )
        return Point(
            libraries,
            *(seconds(runs[name]) for name in ("cold", "unchanged")),
            *(seconds(more[name]) for name in ("check", "members")),
            together=peak(runs["cold"]),
        )


def say(text: str) -> None:
    """Tell whoever waits what is done now."""
    print(f"… {text}", file=sys.stderr, flush=True)


def forget_build(project: Path) -> None:
    """Take off the output and whatever a build has kept."""
    put_aside(project / PUBLIC, project / ".aviso", *project.glob(f".{PUBLIC}*"))
