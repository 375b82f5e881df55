"""Turns commands into measurements.

Each is run as a whole process, in turn with its rival, timed, and watched for memory.

Memory is that of all processes of a command together: every fifth of a second (asking more often
would slow what is measured) the proportional set sizes (PSS: shared pages are counted once, divided
among those that share them) of its session are added up. Linux only.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

INTERVAL = 0.2
MIB = 1024 * 1024
PSS = b"Pss:"


class CommandError(Exception):
    """A measured command ended with an error; the text holds what it said."""


@dataclass(frozen=True)
class Run:
    """What one run took.

    This is seconds on the clock, MiB at the peak (all processes together; the largest one), and
    the processor's seconds of all processes that it waited for.
    """

    seconds: float
    together: float = 0.0
    largest: float = 0.0
    processor: float = 0.0


@dataclass(frozen=True)
class Contender:
    """A command and the folder it runs in.

    Also what makes that folder ready before each run, and what checks it afterwards.
    """

    command: list[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None
    is_watched: bool = False


def run(contender: Contender) -> Run:
    """Run a command to its end. Raises CommandError."""
    contender.before()
    with tempfile.TemporaryFile() as said:
        used = processor_seconds()
        started = time.perf_counter()
        process = subprocess.Popen(
            contender.command,
            cwd=contender.folder,
            env=usual_environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        watch = Watch(process.pid)
        if contender.is_watched:
            watch.start()
        process.wait()
        seconds = time.perf_counter() - started
        used = processor_seconds() - used
        watch.stop()
        if process.returncode:
            said.seek(0)
            raise CommandError(
                f"{' '.join(contender.command)} in {contender.folder}\n"
                f"{said.read().decode('utf-8', 'replace')[-2000:]}"
            )
    contender.after()
    return Run(seconds, watch.peak / MIB, watch.largest / MIB, used)


def processor_seconds() -> float:
    """The processor's seconds of all children that have ended, their own children included."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def put_aside(*paths: Path) -> None:
    """Take files and folders out of the way; they go with the folder that all of it is in.

    They are not deleted: ext4 gives nobody the place of what was deleted within the last minutes,
    and looks for others so long that the command that comes next would seem to take twice as long.
    """
    for path in paths:
        if path.exists():
            path.rename(Path(tempfile.mkdtemp(prefix=".old-", dir=path.parents[1])) / path.name)


def usual_environment() -> dict[str, str]:
    """The variables of a usual machine: Python keeps what it has compiled, ours as the peers'."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def in_turn(contenders: dict[str, Contender], rounds: int) -> dict[str, list[Run]]:
    """Run the contenders A B A B …, so that what else the machine does falls on both."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            runs[name].append(run(contender))
    return runs


def seconds(runs: list[Run]) -> float:
    """The median of the times."""
    return median(one.seconds for one in runs)


def pairwise_ratio(runs: list[Run], rivals: list[Run], scale: float = 1.0) -> float:
    """The median of each run's time over that of the rival beside it.

    The rival's is multiplied by ``scale``.
    """
    return median(
        one.seconds / (rival.seconds * scale) for one, rival in zip(runs, rivals, strict=True)
    )


class Watch:
    """Adds up the memory of all processes of a session while they run."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.peak = 0
        self.largest = 0
        self._foreign: set[int] = set()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; ``peak`` and ``largest`` are final."""
        self._ended.set()
        if self._thread:
            self._thread.join()

    def _look(self) -> None:
        while not self._ended.is_set():
            sizes = [proportional_size(process) for process in self._members()]
            self.peak = max(self.peak, sum(sizes))
            self.largest = max(self.largest, *sizes, 0)
            self._ended.wait(INTERVAL)

    def _members(self) -> list[int]:
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit() and int(entry) not in self._foreign:
                session = session_of(int(entry))
                if session == self.session:
                    found.append(int(entry))
                elif session:
                    self._foreign.add(int(entry))
        return found


def session_of(process: int) -> int:
    """The session of a process, or 0 if it is gone."""
    try:
        return os.getsid(process)
    except OSError:
        return 0


def proportional_size(process: int) -> int:
    """The PSS of a process in bytes, or 0 if it is gone."""
    try:
        with open(f"/proc/{process}/smaps_rollup", "rb") as lines:
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(PSS)), 0)
    except OSError:
        return 0


@dataclass(frozen=True)
class Weight:
    """The bytes of a folder: every file counted, and each file once however many names it has."""

    files: int
    counted_fully: int
    counted_once: int


def weigh(folder: Path) -> Weight:
    """Add up all files below a folder, hidden ones included."""
    sizes = [
        (entry.st_dev, entry.st_ino, entry.st_size)
        for entry in (path.lstat() for path in folder.rglob("*") if not path.is_dir())
    ]
    once = {(device, inode): size for device, inode, size in sizes}
    return Weight(len(sizes), sum(size for _, _, size in sizes), sum(once.values()))
