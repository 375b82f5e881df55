"""What the fork server loads, so that its workers begin with it: the renderer.

The collector would look through all that is loaded again and again.
"""

from __future__ import annotations

from aviso.core.garbage import pause_garbage_collection

with pause_garbage_collection():
    import aviso.build.worker  # noqa: F401
