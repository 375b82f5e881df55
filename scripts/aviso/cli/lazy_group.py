"""A group of commands that imports a command's module only when that command is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyCommand(NamedTuple):
    """Where a command is, as ``module:attribute``, and its line in ``--help``."""

    target: str
    summary: str


class LazyGroup(click.Group):
    """The group that click's documentation describes under "Lazily Loading Subcommands".

    Neither ``--help`` nor the completion of names in a shell imports a command.
    """

    def __init__(self, *args: Any, lazy_commands: Mapping[str, LazyCommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy_commands = lazy_commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *self.lazy_commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and return it; None if there is no command of this name."""
        if cmd_name in self.lazy_commands and cmd_name not in self.commands:
            module, _, attribute = self.lazy_commands[cmd_name].target.partition(":")
            self.add_command(getattr(import_module(module), attribute), cmd_name)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands of ``--help``."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.lazy_commands[name].summary) for name in sorted(self.lazy_commands)]
            )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin with ``incomplete``."""
        # Only completion needs this import, and it would take a tenth of the time of `aviso
        # --version`.
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=self.lazy_commands[name].summary)
            for name in sorted(self.lazy_commands)
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]
