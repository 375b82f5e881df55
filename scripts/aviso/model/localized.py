"""What stands once in each language of the project, above all texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import (
    ConfigDict,
    Field,
    RootModel,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic_core import InitErrorDetails

from aviso.core.locales import Locales
from aviso.model.fields import Text

LANGUAGES = "languages"
# The language that complaints are written in.
TOLD_IN = "en"


class ByLanguage(RootModel[Any]):
    """Something that stands once in each language, by its code.

    Which languages there are says mkdocs.yml: who validates hands on what ``language_context`` makes of it, and a key that is
    no language, or a language that is missing, is told at its place. Without it, as in tests, any key will do.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    def __hash__(self) -> int:
        return hash(frozenset(self.root.items()))

    @classmethod
    def needed(cls, languages: Locales) -> frozenset[str]:
        """The languages that must be there."""
        return languages.needed

    @field_validator("root", mode="wrap", check_fields=False)
    @classmethod
    def _in_known_languages(
        cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        languages: Locales | None = info.context and info.context[LANGUAGES]
        if (
            not languages
            or not isinstance(value, dict)
            or cls.needed(languages) <= value.keys() <= languages.known
        ):
            return handler(value)
        faults = [
            InitErrorDetails(type="missing", loc=(locale,), input=value)
            for locale in languages.locales
            if locale in cls.needed(languages) - value.keys()
        ]
        faults += [
            InitErrorDetails(type="extra_forbidden", loc=(key,), input=inner)
            for key, inner in value.items()
            if key not in languages.known
        ]
        try:
            handler({key: inner for key, inner in value.items() if key in languages.known})
        except ValidationError as error:
            faults += [
                InitErrorDetails(
                    type=one["type"], loc=one["loc"], input=one["input"], ctx=one.get("ctx", {})
                )
                for one in error.errors(include_url=False)
            ]  # type: ignore[typeddict-item]
        raise ValidationError.from_exception_data(cls.__name__, faults)


def language_context(languages: Locales) -> dict[str, Any]:
    """What a validation is told of the project's languages."""
    return {LANGUAGES: languages}


class LocalizedText(ByLanguage):
    """One text in the languages of the project; those of every library are required, and none is the master."""

    root: dict[str, Text] = Field(
        description="The text in {language}.",
        examples=[{"en": "Your privacy", "es": "Su privacidad"}],
    )

    def in_locale(self, locale: str) -> str:
        """Return the text in one language. Raises KeyError where it is missing; ``checks.languages`` has made sure of it."""
        return self.root[locale]

    @property
    def in_complaints(self) -> str:
        """The text as a complaint quotes it: in English, which complaints are written in, or else in its first language."""
        return self.root.get(TOLD_IN) or next(iter(self.root.values()))

    @property
    def locales(self) -> Iterable[str]:
        """The languages that it stands in."""
        return self.root.keys()
