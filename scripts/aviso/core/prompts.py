"""What new files have in the place of a text that somebody still has to write, by language.

The templates of ``aviso init`` and ``aviso new`` write these, and the rules know them by them: a
notice that is published has none left.
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
# Stands before a text that is there in another language only.
UNTRANSLATED = {"en": "To be translated:", "es": "Por traducir:"}
# In a language that has no prompts.
UNWRITTEN = "…"


def _list_texts(*prompts: dict[str, str]) -> tuple[str, ...]:
    return tuple(text for prompt in prompts for text in prompt.values())


# A text that has one of these in it is not written yet. Of the second ones, readers of a draft are
# told as much.
PROMPTS = _list_texts(SERVICE, PAGE_SAYS, TITLE, EXPLANATION, MEANING, UNTRANSLATED)
TOLD_PROMPTS = _list_texts(STATE)
