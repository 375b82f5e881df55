"""Values that exist once in each language of the project, mostly texts."""

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
from aviso.model.fields import LANGUAGES, Text

# The language of messages.
COMPLAINT_LOCALE = "en"


class ByLanguage(RootModel[Any]):
    """A mapping of language codes to values.

    mkdocs.yml lists the languages. With ``make_language_context`` as its context, a validation
    reports unknown and missing languages at their lines. Without that context, as in tests, any key
    is valid.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, defer_build=True)

    def __hash__(self) -> int:
        return hash(frozenset(self.root.items()))

    @classmethod
    def list_needed(cls, languages: Locales) -> frozenset[str]:
        """Return the languages that must be there."""
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
            or cls.list_needed(languages) <= value.keys() <= languages.known
        ):
            return handler(value)
        faults = [
            InitErrorDetails(type="missing", loc=(locale,), input=value)
            for locale in languages.locales
            if locale in cls.list_needed(languages) - value.keys()
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
            ]
        raise ValidationError.from_exception_data(cls.__name__, faults)


def make_language_context(languages: Locales) -> dict[str, Any]:
    """Return the context of a validation that knows the project's languages."""
    return {LANGUAGES: languages}


class LocalizedText(ByLanguage):
    """One text in the languages of the project. All required ones are there; none is the master."""

    root: dict[str, Text] = Field(
        description="The text in {language}.",
        examples=[{"en": "Your privacy", "es": "Su privacidad"}],
    )

    def select_locale(self, locale: str) -> str:
        """Return the text in one language.

        Raises KeyError if it is missing; ``checks.language_coverage`` makes sure that it is there.
        """
        return self.root[locale]

    @property
    def in_complaints(self) -> str:
        """The text as complaints quote it: in their language, or else in its own first language."""
        return self.root.get(COMPLAINT_LOCALE) or next(iter(self.root.values()))

    @property
    def locales(self) -> Iterable[str]:
        """The languages of the text."""
        return self.root.keys()
