"""Options that several commands have, and parsers for the values of options.

A parser takes the typed text and returns the value. It raises BadParameter, which click shows with
the option's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import click

from aviso.cli.rule_registry import collect_rules
from aviso.core.rules import GROUPS, Selection, find_closest_rule
from aviso.core.suggestions import find_closest

REPORT_FORMATS = ("text", "json", "github", "gitlab", "junit", "sarif")
Command = TypeVar("Command", bound=Callable[..., Any])


# A part of a host name (RFC 1035, 2.3.4), and an IPv6 address in brackets.
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
IPV6 = re.compile(r"\[[0-9A-Fa-f:.]+\]")


def parse_shard(text: str) -> tuple[int, int]:
    """Return (part, parts) of a part of the list of libraries, written 3/10."""
    number, _, count = text.partition("/")
    if not (number.isdigit() and count.isdigit() and 1 <= int(number) <= int(count)):
        raise click.BadParameter(
            f'"{text}" is not a shard; write it like 3/10, for the third of ten.'
        )
    return int(number), int(count)


def parse_listener(text: str) -> str:
    """Return where a server listens, as host:port; the host may be left out."""
    host, _, port = text.rpartition(":")
    if not (port.isdigit() and 0 < int(port) < 65536 and _is_host(host)):
        raise click.BadParameter(
            f'"{text}" is not a host and a port; write it like 127.0.0.1:8000.'
        )
    return f"{host or '127.0.0.1'}:{port}"


def _is_host(text: str) -> bool:
    return not text or bool(IPV6.fullmatch(text)) or all(map(LABEL.fullmatch, text.split(".")))


def parse_folder(text: str) -> str:
    """Return the whole path of a folder, since servers read others from a folder of their own."""
    return text if not text or text.startswith("/") else str(Path(text).absolute())


def parse_day(text: str) -> date:
    """Return a day, written 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f'"{text}" is not a day; write year-month-day, like 2026-11-22.'
        ) from None


def parse_words(text: str) -> str:
    """Return a text without the space around it; it must say something."""
    if not text.strip():
        raise click.BadParameter("it is empty. Write some words in quotes")
    return text.strip()


def parse_unit(text: str) -> str:
    """Return the name of a translation unit; terminals on macOS may send é as two characters."""
    return unicodedata.normalize("NFC", text)


def parse_rule_patterns(text: str) -> tuple[str, ...]:
    """Return rules and groups of rules from a list with commas: i18n/negation, links, files/*."""
    patterns = tuple(part.strip() for part in text.split(",") if part.strip())
    rules = collect_rules()
    for pattern in patterns:
        group = pattern.removesuffix("/*")
        if pattern not in rules and group not in GROUPS:
            close = find_closest_rule(pattern, rules) or (
                find_closest(group, GROUPS) if "/" not in group else None
            )
            hint = f'Did you mean "{close}"?' if close else "See: aviso rule"
            raise click.BadParameter(f'there is no rule or group "{pattern}". {hint}')
    return patterns


def _add_to_selection(
    ctx: click.Context, option: click.Parameter, values: tuple[tuple[str, ...], ...]
) -> None:
    """Add the patterns of --select or --ignore to the command's ``selection``."""
    selection = ctx.params.get("selection", Selection())
    ctx.params["selection"] = replace(
        selection, **{str(option.name): tuple(chain.from_iterable(values))}
    )


def add_selection_options(command: Command) -> Command:
    """Add the options --select and --ignore to a command, which gets them as ``selection``."""
    texts = {"ignore": "Do not report these", "select": "Report only these rules or groups"}
    for name, help_text in texts.items():
        command = click.option(
            f"--{name}",
            type=parse_rule_patterns,
            multiple=True,
            expose_value=False,
            callback=_add_to_selection,
            metavar="RULES",
            help=f"{help_text} (i18n, links/broken, …).",
        )(command)
    return command


TODAY = click.option(
    "--today",
    type=parse_day,
    default=None,
    metavar="DAY",
    help="The date to use as today. [default: today]",
)
GAP = click.option(
    "--gap",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="The shortest pause between two requests to the same host.",
)
PRIVATE = click.option(
    "--private",
    "may_be_private",
    is_flag=True,
    help="Also check addresses on this computer and its network.",
)
