"""Loads the renderer: in the fork server, so that its workers begin with it, or where it is needed.

The garbage collector pauses: it would look through all that is loaded again and again.
"""

from __future__ import annotations

from aviso.core.garbage import pause_garbage_collection

with pause_garbage_collection():
    import aviso.build.worker  # noqa: F401
