"""Gives processes that tests start a false clock, and counts what they parse.

Python imports this first in the processes that start with this folder on the path.

AVISO_TEST_NOW (seconds since 1970) stands in the place of the clock; to AVISO_TEST_PARSED a line is
added for each text that the Markdown converter gets.
"""

from __future__ import annotations

import os
from typing import Any


def _set_clock(now: float) -> None:
    import datetime
    import time

    local, utc, formatted = time.localtime, time.gmtime, time.strftime
    time.time = lambda: now
    time.time_ns = lambda: int(now * 1e9)
    time.localtime = lambda seconds=None: local(now if seconds is None else seconds)
    time.gmtime = lambda seconds=None: utc(now if seconds is None else seconds)
    time.strftime = lambda form, moment=None: formatted(form, moment or local(now))

    class Day(datetime.date):
        @classmethod
        def today(cls) -> Day:
            return cls.fromtimestamp(now)

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Moment:
            return cls.fromtimestamp(now, tz)

        @classmethod
        def utcnow(cls) -> Moment:
            return cls.fromtimestamp(now, datetime.UTC).replace(tzinfo=None)

    datetime.date, datetime.datetime = Day, Moment


def _count_parsed(log: str) -> None:
    import aviso.content.markdown_converter

    convert = aviso.content.markdown_converter.convert_markdown

    def counted(project: object, text: str, *more: Any) -> Any:
        with open(log, "a", encoding="utf-8") as file:
            print(repr(text), file=file)
        return convert(project, text, *more)

    # Before another module imports the name.
    aviso.content.markdown_converter.convert_markdown = counted


if "AVISO_TEST_NOW" in os.environ:
    _set_clock(float(os.environ["AVISO_TEST_NOW"]))
if "AVISO_TEST_PARSED" in os.environ:
    _count_parsed(os.environ["AVISO_TEST_PARSED"])
