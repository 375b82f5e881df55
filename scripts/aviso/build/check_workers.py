"""Checks many sites in worker processes, which inherit the records.

They are forked after everything has been read, so that no record is read twice. Without fork, or
for a few sites, the checks run in this process.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from aviso.build.worker_process import begin_worker, can_start_workers
from aviso.checks.site_checks import SiteChecks, SiteFindings
from aviso.core.processors import count_usable_processors

# Starting processes takes as long as checking a few sites.
FEW = 8
# A site, and whether it can be composed.
Asked = tuple[str, bool]
# The state that a forked process inherits.
_inherited: list[SiteChecks] = []


def check_sites(checks: SiteChecks, asked: Iterable[Asked]) -> dict[str, SiteFindings]:
    """Return the findings on each of the sites.

    If a process dies, for example because memory runs out, the rest are checked in this one.
    """
    found, waiting = {}, []
    for site_id, is_composed in asked:
        known = checks.recall(site_id, is_composed)
        if known:
            found[site_id] = known
        else:
            waiting.append((site_id, is_composed))
    if len(waiting) > FEW and (count := count_usable_processors()) > 1 and _can_fork(count):
        # Each process begins with the patterns and templates that the last site needed here.
        *others, last = waiting
        found[last[0]] = checks.look_at(*last)
        found |= _check_in_workers(checks, others, count)
    for site_id, is_composed in waiting:
        if site_id not in found:
            found[site_id] = checks.look_at(site_id, is_composed)
        checks.note(site_id, is_composed, found[site_id])
    return found


def _can_fork(count: int) -> bool:
    # On macOS, a forked process may not use the system's own libraries.
    return sys.platform == "linux" and can_start_workers(count)


def _check_in_workers(
    checks: SiteChecks, waiting: list[Asked], count: int
) -> dict[str, SiteFindings]:
    from multiprocessing import get_context

    found: dict[str, SiteFindings] = {}
    _inherited[:] = [checks]
    # The processes share the memory of the records as long as nobody writes into it; the garbage
    # collector would, and would look through all of them again and again.
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(count, get_context("fork"), begin_worker) as pool:
            found.update(pool.map(_check_one, waiting))
    except BrokenProcessPool:
        pass
    finally:
        gc.unfreeze()
        _inherited.clear()
    return found


def _check_one(asked: Asked) -> tuple[str, SiteFindings]:
    return asked[0], _inherited[0].look_at(*asked)
