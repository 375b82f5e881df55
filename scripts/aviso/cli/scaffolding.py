"""Explains, for the commands that add, rename and remove entries, why nothing was written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from aviso.apps.scaffold.files import CannotScaffold
from aviso.cli.failures import explain_refusal, is_refusal


@contextmanager
def explain_refusals() -> Iterator[None]:
    """Explain why nothing was written: it is not possible, or the disk refuses."""
    try:
        yield
    except CannotScaffold as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        if not is_refusal(error):
            raise
        raise click.ClickException(f"{explain_refusal(error)} Nothing was changed.") from None
