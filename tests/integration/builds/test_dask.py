"""The workers of a real Dask cluster make the sites.

They write the same bytes, the build survives a dead worker, and a missing cluster is said in words.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.aviso_run import Run
from tests.support.mutations.translations import see_policy_changed
from tests.support.project import Project
from tests.support.trees import assert_same, tree
from tests.support.watching_builds import running, wait_until

pytest.importorskip("distributed", reason="Dask is not installed here")

IDS = tuple(f"library-{number}" for number in range(12))


class Cluster:
    """A scheduler and its workers, on this machine."""

    def __init__(self, folder: Path, scripts: Path) -> None:
        self._folder = folder
        # Of what several workers have, all but one soon forget it, as they do in long builds.
        forgetful = {"DASK_DISTRIBUTED__SCHEDULER__ACTIVE_MEMORY_MANAGER__INTERVAL": "100ms"}
        self._environment = {
            **os.environ,
            **forgetful,
            "PYTHONPATH": str(scripts),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        found = folder / "scheduler.json"
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(found),
        )
        wait_until(lambda: found.exists() and bool(found.read_text()), "the scheduler answers")
        self.address: str = json.loads(found.read_text())["address"]

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"log-{len(self._processes)}").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=log,
            stderr=log,
        )
        log.close()
        self._processes.append(process)
        return process

    def add_worker(self, scripts: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker (with another Aviso in ``scripts``); wait until the scheduler knows it."""
        if scripts:
            self._environment = {**self._environment, "PYTHONPATH": str(scripts)}
        log = self._folder / f"log-{len(self._processes)}"
        place = str(self._folder / f"worker-{len(self._processes)}")
        self.workers.append(
            self._start(
                "distributed.cli.dask_worker",
                self.address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--host",
                "127.0.0.1",
                "--local-directory",
                place,
            )
        )
        wait_until(lambda: "Registered to" in log.read_text(), "the worker is registered")
        return self.workers[-1]

    def close(self) -> None:
        """End all."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()


@pytest.fixture
def cluster(scripts: Path, tmp_path: Path) -> Iterator[Cluster]:
    """A cluster without workers."""
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster", scripts)
    yield cluster
    cluster.close()


@pytest.fixture
def project(project_with: Callable[..., Project]) -> Project:
    """A project with a system and its member, and tiny libraries."""
    project = project_with(tiny=IDS)
    project.replace(f"data/libraries/{IDS[0]}.yml", "kind: library", "kind: system")
    project.add_member("annex", IDS[0])
    project.add_logo(IDS[1])
    # What pages tell besides their own facts: texts that have aged, a policy that is no longer the
    # reviewed one.
    confirmed = {"on": "2026-01-02", "en": ["Old words."], "es": ["Palabras de antes."]}
    project.write(f"data/translations/{IDS[2]}.json", json.dumps({"index": confirmed}))
    project.write("data/translations/shared.json", json.dumps({"_shared/vendor-states": confirmed}))
    see_policy_changed(project, "hoopla", "2026-01-20")
    return project


def assert_plainly(run: Run, *said: str) -> None:
    """It failed, in words."""
    assert run.status == 1 and "Traceback" not in run.text, run.text
    for text in said:
        assert text in run.text


def test_a_cluster_makes_the_same_bytes_and_survives_the_death_of_a_worker(
    project: Project, cluster: Cluster, tmp_path: Path
) -> None:
    cluster.add_worker()
    victim = cluster.add_worker()
    with running(project, "--dask", cluster.address) as build:
        build.until("published: ")
        victim.send_signal(signal.SIGKILL)
        assert build.end().sound().made == {*project.libraries, FRONT}
    again = project.copied_to(tmp_path / "again")
    again.aviso("build", "--jobs", "2").sound()
    assert_same(project.public, again.public)
    assert again.aviso("build", "--dask", cluster.address).sound().made == set(), (
        "the stamps are the same too"
    )

    # A second build on the worker that is left: changed files reach it, problems come back, the
    # good sites go out.
    project.replace(f"docs/{IDS[0]}/en/collect.md", "Some words", "Other words")
    project.replace("docs/_shared/en/vendor-states.md", " ", "  ")
    project.replace(f"docs/{IDS[3]}/en/collect.md", "Some words", "{{ nothing() }}")
    before = tree(project.public / IDS[3])
    run = project.aviso("build", "--dask", cluster.address)
    assert_plainly(run, f"docs/{IDS[3]}/en/collect.md, line 7", '"nothing" does not exist')
    assert run.failed == {IDS[3]} and run.made == {*project.libraries} - {IDS[3]}
    assert tree(project.public / IDS[3]) == before
    assert "Other words" in (project.public / "annex/collect/index.html").read_text("utf-8")


def test_a_worker_with_another_aviso_is_refused(
    project: Project, cluster: Cluster, tmp_path: Path
) -> None:
    """What another version makes must not be taken for what this one would make."""
    other = project.copied_to(tmp_path / "other")
    other.write(
        "scripts/aviso/checks/contrast.py",
        f"{other.read('scripts/aviso/checks/contrast.py')}\n# Another version.\n",
    )
    cluster.add_worker(other.root / "scripts")
    run = project.aviso("build", "--dask", cluster.address, IDS[1])
    assert_plainly(run, "another version of Aviso")
    assert run.failed == {IDS[1]} and not (project.public / IDS[1]).exists()


def test_a_worker_without_aviso_is_said_to_lack_it(
    project: Project, cluster: Cluster, tmp_path: Path
) -> None:
    (tmp_path / "nothing" / "aviso").mkdir(parents=True)
    (tmp_path / "nothing" / "aviso" / "__init__.py").write_text(
        'raise ModuleNotFoundError("No module named \'aviso\'", name="aviso")\n'
    )
    cluster.add_worker(tmp_path / "nothing")
    run = project.aviso("build", "--dask", cluster.address, IDS[1])
    assert_plainly(run, "Is Aviso installed where they run?")
    assert run.made == set()


def test_a_scheduler_that_goes_away_is_said_to_be_gone(project: Project, cluster: Cluster) -> None:
    # Enough that the build cannot be over before the worker stands still.
    for number in range(12, 60):
        project.add_tiny(f"library-{number}")
    worker = cluster.add_worker()
    with running(project, "--dask", cluster.address) as build:
        build.until("published: ")
        worker.send_signal(signal.SIGSTOP)
        cluster.scheduler.kill()
        run = build.end()
    assert_plainly(run, f"The Dask cluster at {cluster.address} has given up")
    assert run.made and run.made < {*project.libraries}
    made = project.aviso("build", "--jobs", "2").sound().made
    assert made == {*project.libraries, FRONT} - run.made


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:1", "nonsense://127.0.0.1:1", "127.0.0.1", "tcp://no-such-host.invalid:8786"],
)
def test_no_scheduler_is_said_in_words(project: Project, address: str) -> None:
    environment = project.environment(DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")
    run = project.aviso("build", "--dask", address, environment=environment)
    assert_plainly(run, f"No Dask scheduler answers at {address}")
    assert run.made == set()


def test_a_scheduler_without_workers_is_said_in_words(project: Project, cluster: Cluster) -> None:
    assert_plainly(
        project.aviso("build", "--dask", cluster.address),
        f"The Dask scheduler at {cluster.address} has no workers",
    )


def test_stock_mkdocs_does_not_run_on_a_cluster(project: Project) -> None:
    run = project.aviso("build", "--stock", "--dask", "tcp://127.0.0.1:1")
    assert run.status == 2 and "cannot go together" in run.text


def test_nothing_to_do_needs_no_cluster(project: Project) -> None:
    project.aviso("build", "--jobs", "2").sound()
    assert project.aviso("build", "--dask", "tcp://127.0.0.1:1").sound().made == set()


def test_ctrl_c_ends_a_build_on_a_cluster(project: Project, cluster: Cluster) -> None:
    # Enough that the build cannot be over before it is stopped.
    for number in range(12, 80):
        project.add_tiny(f"library-{number}")
    cluster.add_worker()
    with running(project, "--dask", cluster.address) as build:
        build.until("published: ")
        os.kill(build.process.pid, signal.SIGINT)
        run = build.end()
    assert run.status == 130 and "Traceback" not in run.text, run.text
    assert run.text.rstrip().endswith("build again to continue.")
