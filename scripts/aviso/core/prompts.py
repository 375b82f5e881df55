"""The placeholder texts of new files, which somebody still has to replace, by language.

The templates of ``aviso init`` and ``aviso new`` write them, and rules look for them: a published
notice must not have any.
"""

from __future__ import annotations

STATE = {"en": "state not yet named", "es": "estado aún sin indicar"}
SERVICE = {
    "en": "Describe the service in a few words",
    "es": "Describa el servicio en pocas palabras",
}
PAGE_SAYS = {
    "en": "What the page says, in one sentence.",
    "es": "Lo que dice la página, en una frase.",
}
TITLE = {"en": "Say what it is called", "es": "Diga cómo se llama"}
EXPLANATION = {
    "en": "Say in plain words what it says.",
    "es": "Diga en palabras sencillas qué dice.",
}
MEANING = {"en": "Say what it means in one sentence.", "es": "Diga qué significa en una frase."}
# Comes before a text that exists only in another language.
UNTRANSLATED = {"en": "To be translated:", "es": "Por traducir:"}
# The prompt in a language without prompts.
UNWRITTEN = "…"


def _list_texts(*prompts: dict[str, str]) -> tuple[str, ...]:
    return tuple(text for prompt in prompts for text in prompt.values())


# A text that contains one of these is not written yet. Drafts tell readers so for the second ones.
PROMPTS = _list_texts(SERVICE, PAGE_SAYS, TITLE, EXPLANATION, MEANING, UNTRANSLATED)
TOLD_PROMPTS = _list_texts(STATE)
