"""Explains in one sentence why a command cannot or must not do something, for all commands."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import click

from aviso.core.atomic_write import ForeignFile
from aviso.core.file_edits import CannotEdit
from aviso.core.system_errors import name_place, name_reason

INTERRUPTED = 130
# What to do about an error of the system, by its number.
ADVICE = {
    errno.ENOSPC: "Make room on the disk, and try again.",
    errno.EDQUOT: "Make room on the disk, and try again.",
    errno.EFBIG: "Free up disk space or fix the permissions, and try again.",
    errno.EACCES: "Give yourself the permission, and try again.",
    errno.EPERM: "Give yourself the permission, and try again.",
    errno.EROFS: "Work in a folder that can be written, or name another place.",
    errno.EISDIR: "A folder is where a file should be. Move it, or name another place.",
    errno.ENOTDIR: "A file is where a folder should be. Move it, or name another place.",
    errno.EEXIST: "Move what is there, or name another place.",
    errno.ENOENT: "Put it back, or name another place.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ELOOP: "Replace the link with the file or folder it should lead to.",
    errno.EADDRINUSE: "Choose another with --address.",
    errno.EADDRNOTAVAIL: "Choose another with --address.",
    errno.EMFILE: "Close other programs, or allow more open files (ulimit -n).",
    errno.ENFILE: "Close other programs, and try again.",
    errno.ENOMEM: "Close other programs, and try again.",
    errno.EAGAIN: "Close other programs, or allow more processes (ulimit -u).",
}
USUAL_ADVICE = "Free up disk space or fix the permissions, and try again."
# What Python says when the system refuses a thread, and what to say instead.
THREAD_REFUSED = "can't start new thread"
NO_MORE_THREADS = (
    "The system allows no more threads. Close other programs, or allow more processes (ulimit -u)."
)
LEFT_FOLDER = (
    "The folder that you are in was deleted or moved. Change into the project's folder first."
)


def explain_refusal(error: OSError) -> str:
    """Return what the system refused, where, and what to do."""
    if error.errno == errno.ENOENT and not error.filename and _is_folder_gone():
        return LEFT_FOLDER
    what, where = name_reason(error), name_place(error)
    advice = ADVICE.get(error.errno or 0, USUAL_ADVICE)
    return f"{what}: {where}. {advice}" if where else f"{what}. {advice}"


def _is_folder_gone() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def is_refusal(error: OSError) -> bool:
    """Tell whether an error comes from the operating system.

    Without an errno, it is an error in the code, such as Jinja's TemplateNotFound.
    """
    return error.errno is not None or isinstance(error, shutil.Error)


@contextmanager
def report_failures() -> Iterator[None]:
    """End the command with one sentence for a refusal, and with status 130 at Ctrl-C.

    Either the system refuses something, or a file is in the way that Aviso must not change. EPIPE
    means that stdout was closed (``aviso build | head``): click then ends quietly.
    """
    try:
        yield
    except (CannotEdit, ForeignFile) as error:
        raise click.ClickException(f"{str(error).removesuffix('.')}.") from None
    except OSError as error:
        if error.errno == errno.EPIPE or not is_refusal(error):
            raise
        _drop_unwritable_output()
        raise click.ClickException(explain_refusal(error)) from None
    # click.Abort is a RuntimeError.
    except (KeyboardInterrupt, click.Abort):
        stop("Stopped.")
    except (RuntimeError, ExceptionGroup) as error:
        if not _is_thread_refused(error):
            raise
        raise click.ClickException(NO_MORE_THREADS) from None


def _is_thread_refused(error: Exception) -> bool:
    """Tell whether an error, or each of a group, is that the system refused a thread."""
    if isinstance(error, ExceptionGroup):
        return all(map(_is_thread_refused, error.exceptions))
    return isinstance(error, RuntimeError) and str(error) == THREAD_REFUSED


def stop(message: str) -> NoReturn:
    """End after Ctrl-C with a message and status 130."""
    # A second Ctrl-C must not interrupt the last message.
    ignore_interrupts()
    click.echo(message, err=True)
    sys.exit(INTERRUPTED)


def ignore_interrupts() -> None:
    """Let no further Ctrl-C change how this process ends.

    Python remembers a Ctrl-C that met code which it was compiling (such as a dataclass), and
    ends a module that was run with -m by that signal, not with its status. It is blocked, too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Windows has no masks of signals.
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _drop_unwritable_output() -> None:
    """Close standard output if it cannot be written, so that Python does not try again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_standard_streams() -> None:
    """Replace closed standard streams with the null device.

    Otherwise Python sets them to None, and the next file to be opened gets their file
    descriptor.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The system assigns the lowest free descriptor, which is this one.
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # Escape file names that are not UTF-8 instead of failing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
