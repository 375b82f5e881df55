"""A command that the system refuses a thread says so in one sentence."""

from __future__ import annotations

import click
import pytest

from aviso.cli.failures import report_failures

REFUSED = RuntimeError("can't start new thread")


@pytest.mark.parametrize(
    "error", [REFUSED, ExceptionGroup("of tasks", [REFUSED, ExceptionGroup("more", [REFUSED])])]
)
def test_a_refused_thread_is_one_sentence(error: Exception) -> None:
    refused = pytest.raises(click.ClickException, match="allows no more threads.*ulimit")
    with refused, report_failures():
        raise error


def test_a_refused_process_has_its_own_advice() -> None:
    refused = pytest.raises(click.ClickException, match="temporarily unavailable.*ulimit")
    with refused, report_failures():
        raise BlockingIOError(11, "Resource temporarily unavailable")


@pytest.mark.parametrize(
    "error", [RuntimeError("another"), ExceptionGroup("of tasks", [REFUSED, KeyError("x")])]
)
def test_an_error_in_the_code_stays_one(error: Exception) -> None:
    with pytest.raises(type(error)), report_failures():
        raise error
