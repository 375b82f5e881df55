"""What the commands share that add, rename and remove entries: why nothing could be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from aviso.apps.scaffold.files import NotPossible


@contextmanager
def explain_refusals() -> Iterator[None]:
    """Say in words why nothing was written: it is not possible, or the disk refuses."""
    try:
        yield
    except NotPossible as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror}: {error.filename or 'the project'}. Nothing was changed. "
            "Free up disk space or fix the permissions, and try again."
        ) from None
