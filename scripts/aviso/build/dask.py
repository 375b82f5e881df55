"""Runs tasks on a Dask cluster: sends each task the files that it needs, and gets its site back."""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from distributed import CancelledError, Client, Future, KilledWorker, as_completed
from distributed.client import ClosedClientError
from distributed.comm.addressing import get_address_host_port

from aviso.build.aviso_digest import digest_aviso
from aviso.build.file_digests import digest
from aviso.build.fingerprints import AVISO, Fingerprints
from aviso.build.output import write_files
from aviso.build.rules import OTHER_VERSION, WORKER_DIED
from aviso.build.task import BuildResult, Task
from aviso.build.task_queue import ExecutorUnavailable, TaskQueue
from aviso.build.worker import build_site
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.core.package import SHARED_FILES, SHARED_FOLDERS
from aviso.core.project import FRONT_FILE, TERMS_FOLDER, VENDORS_FOLDER, Project, name_library_file
from aviso.core.safe_files import WATCH_FILE
from aviso.i18n.memory import SHARED_OWNER, locate_memory

# In seconds.
PATIENCE = 10
# Tasks under way for each thread of a worker: enough to keep it busy, too few to fill the memory.
AHEAD = 3
SAME_AVISO = "Install this version of Aviso, of Python and of the packages that Aviso needs there."
# Where a worker keeps the package's shared files, below the project's folder.
PACKAGE_PLACE = ".aviso/package"
# What a client raises when its scheduler goes away; one that is closing has none any more.
SCHEDULER_LOST = (ClosedClientError, OSError, AttributeError)
GIVEN_UP = (
    "The Dask cluster at {} has given up: its scheduler or its last worker is gone. Is Aviso "
    "installed where they run? What was published before is intact; build again to continue."
)
Files = dict[str, bytes]
SHARED_PARTS = (
    "mkdocs.yml",
    "requirements.lock",
    "overrides",
    TERMS_FOLDER,
    "data/laws.yml",
    "data/laws",
    VENDORS_FOLDER,
    f"docs/{EVERY_LIBRARY}",
    f"docs/{SHARED}",
    f"docs/{FRONT}",
    WATCH_FILE,
    FRONT_FILE,
    locate_memory(SHARED_OWNER),
)


def run_on_cluster(address: str, tasks: TaskQueue, tries: int) -> Iterator[BuildResult]:
    """Run the tasks on the cluster at ``address``; yield each result as it comes.

    ``tries`` says how often to try a task whose worker dies. Raises ExecutorUnavailable.
    """
    waiting = list(tasks.take(1))
    if not waiting:
        return
    project = Project(Path(waiting[0].root))
    with _connect(address) as client:
        work = _Work(client, address, project, tries)
        waiting += tasks.take(work.room - 1)
        while waiting or work.running:
            work.submit(waiting)
            yield from work.next_result()
            waiting = list(tasks.take(work.room - len(work.running)))


class _Work:
    """The tasks under way on a cluster."""

    def __init__(self, client: Client, address: str, project: Project, tries: int) -> None:
        self._client, self._address, self._project, self._tries = client, address, project, tries
        self.room = AHEAD * sum(client.nthreads().values())
        self._reading = 0
        self._read_files()
        self._begin()

    def _read_files(self) -> None:
        """Read the files that all tasks need, and send them to every worker."""
        self._files = {**pack(self._project, SHARED_PARTS), **pack_package(self._project)}
        self._known = _digest_files(self._files), Fingerprints(self._project).find_digest(AVISO)
        self._scatter_files()

    def _scatter_files(self) -> None:
        with self._explain_loss():
            self._shared = self._client.scatter(self._files, broadcast=True)

    def _begin(self) -> None:
        self._finished = as_completed(loop=self._client.loop)
        self.running: dict[Future[BuildResult], Task] = {}

    def submit(self, tasks: Iterable[Task]) -> None:
        """Send tasks to the workers."""
        for task in tasks:
            if task.reading > self._reading:
                # Sources were edited while a site was being built.
                self._reading = task.reading
                self._read_files()
            own = pack(self._project, _list_own_parts(task))
            with self._explain_loss():
                future = self._client.submit(
                    build_on_worker,
                    self._shared,
                    *self._known,
                    own,
                    task,
                    retries=self._tries,
                    pure=False,
                )
            self.running[future] = task
            self._finished.add(future)

    def next_result(self) -> Iterator[BuildResult]:
        """Wait until a task is done, and yield its result.

        Yields nothing if the tasks had to be sent again. Raises ExecutorUnavailable.
        """
        future = next(self._finished, None)
        try:
            # A client that is closed has forgotten all tasks.
            result = _await_result(future, self.running[future]) if future else None
        except CancelledError:
            result = None
        if future is None or result is None:
            self._begin_again()
            return
        del self.running[future]
        yield result
        future.release()

    def _begin_again(self) -> None:
        """Send files and tasks again if the worker with Dask's only copy of the files is gone.

        Raises ExecutorUnavailable.
        """
        self._tries -= 1
        if not self._tries or not _has_workers(self._client):
            raise ExecutorUnavailable(GIVEN_UP.format(self._address))
        tasks = list(self.running.values())
        self._scatter_files()
        self._begin()
        self.submit(tasks)

    @contextmanager
    def _explain_loss(self) -> Iterator[None]:
        """Raise ExecutorUnavailable if the scheduler goes away during a call."""
        try:
            yield
        except SCHEDULER_LOST:
            raise ExecutorUnavailable(GIVEN_UP.format(self._address)) from None


def _has_workers(client: Client) -> bool:
    try:
        return bool(client.status == "running" and client.nthreads())
    except SCHEDULER_LOST:
        return False


def _await_result(future: Future[BuildResult], task: Task) -> BuildResult:
    try:
        result: BuildResult = future.result()
        return result
    except KilledWorker:
        return BuildResult(
            task.site_id,
            [
                WORKER_DIED.at(
                    task.site_id,
                    1,
                    "every worker that tried to build the site died",
                    "Is there enough memory on the workers?",
                )
            ],
        )


def _connect(address: str) -> Client:
    # Dask logs each error as well. One message is enough: ours.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # Raises ValueError for an invalid address, which a client would try again and again.
        get_address_host_port(address)
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorUnavailable(
            f"No Dask scheduler answers at {address} ({error}). Start one with: dask scheduler"
        ) from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise ExecutorUnavailable(
            f"The Dask scheduler at {address} has no workers. Start one with: dask worker {address}"
        ) from None
    return client


def pack(project: Project, parts: Iterable[str]) -> Files:
    """Read files and folders of the project; return the content of each file by its path."""
    files: Files = {}
    for part in parts:
        for file in _list_files(project.root / part):
            # A link may lead out of the project, to a file that the worker does not have.
            if not file.is_symlink():
                files[file.relative_to(project.root).as_posix()] = file.read_bytes()
    return files


def pack_package(project: Project) -> Files:
    """Read the files that come with Aviso; return their content by their path on a worker.

    The worker uses these, not those of its own installation. A project that has its own needs none.
    """
    if project.shared is None:
        return {}
    return {
        f"{PACKAGE_PLACE}/{file.relative_to(project.shared).as_posix()}": file.read_bytes()
        for part in (*SHARED_FOLDERS, *SHARED_FILES)
        for file in _list_files(project.shared / part)
    }


def _list_files(path: Path) -> list[Path]:
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    return [file for file in found if file.is_file()]


def _list_own_parts(task: Task) -> list[str]:
    return [
        part
        for name in task.relatives
        for part in (name_library_file(name), f"docs/{name}", locate_memory(name))
    ]


# One task at a time in each worker process: Python-Markdown is not made for threads.
_one_at_a_time = threading.Lock()
_projects: dict[tuple[str, bool], Project] = {}


def build_on_worker(shared: Files, version: str, aviso: str, own: Files, task: Task) -> BuildResult:
    """Build a site on a worker: write the files as a project; return the result with the pages.

    The project with the shared files (of one ``version``) stays on the worker, so that templates
    and registers are read once. A library's ``own`` files are removed again. If the digest of the
    worker's Aviso is not ``aviso``, the result is a problem and no site: its pages could differ.
    """
    with _one_at_a_time:
        key = (version, task.reads_cache)
        if key not in _projects:
            folder = Path(tempfile.mkdtemp(prefix="aviso-worker-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            write_files(folder, shared)
            package = folder / PACKAGE_PLACE
            _projects[key] = Project(
                folder, package if package.is_dir() else folder, reads_cache=task.reads_cache
            )
        project = _projects[key]
        if digest_aviso(project) != aviso:
            return BuildResult(
                task.site_id,
                [
                    OTHER_VERSION.at(
                        task.site_id,
                        1,
                        "a worker has another version of Aviso, of Python or of a package that "
                        "Aviso needs",
                        SAME_AVISO,
                    )
                ],
            )
        write_files(project.root, own)
        try:
            return build_site(replace(task, root=str(project.root), folder=None), project)
        finally:
            for name in own:
                (project.root / name).unlink(missing_ok=True)


def _digest_files(files: Files) -> str:
    return digest(
        b"".join(name.encode() + b"\0" + content for name, content in sorted(files.items()))
    )
