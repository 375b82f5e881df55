"""Options that a command has once for each language of new projects: --name, --name-es."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from aviso.core.cldr import name_language
from aviso.core.prompts import NEW_LANGUAGES

# Commands and their help are in English.
COMMAND_LANGUAGE = "en"


def text_option(name: str, metavar: str, explains: str) -> Callable[[Any], Any]:
    """Return a decorator that adds the option ``name`` for the default language, and others.

    Those of other languages end in their code.
    """
    first, *others = NEW_LANGUAGES

    def decorate(command: Any) -> Any:
        for locale in reversed(others):
            help_text = f"The same in {name_language(COMMAND_LANGUAGE, locale)}."
            option = click.option(
                f"--{name}-{locale}", _name_value(name, locale), metavar=metavar, help=help_text
            )
            command = option(command)
        value = _name_value(name, first)
        return click.option(f"--{name}", value, metavar=metavar, help=explains)(command)

    return decorate


def collect_texts(given: Mapping[str, str | None], name: str) -> dict[str, str]:
    """Return the texts that were given for an option, by language."""
    found = {locale: given.get(_name_value(name, locale)) for locale in NEW_LANGUAGES}
    return {locale: text for locale, text in found.items() if text is not None}


def _name_value(name: str, locale: str) -> str:
    return f"{name}_{locale}".replace("-", "_").lower()
