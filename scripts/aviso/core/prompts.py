"""The placeholder texts of new files, which somebody still has to replace, by language.

The templates of ``aviso init`` and ``aviso new`` write these, and the rules know them by them: a
notice that is published has none left. The texts are in ``prompts.yml``.
"""

from __future__ import annotations

from pathlib import Path

import yaml

Texts = dict[str, str]

BY_NAME: dict[str, Texts] = yaml.load(
    Path(__file__).with_suffix(".yml").read_text("utf-8"), yaml.CBaseLoader
)
STATE, SERVICE, PAGE_SAYS = BY_NAME["state"], BY_NAME["service"], BY_NAME["page_says"]
TITLE, EXPLANATION, MEANING = BY_NAME["title"], BY_NAME["explanation"], BY_NAME["meaning"]
# The languages of new projects, the default first.
NEW_LANGUAGES = tuple(BY_NAME["library"])
# Stands before a text that is there in another language only.
UNTRANSLATED = BY_NAME["untranslated"]
# In a language that has no prompts.
UNWRITTEN = "…"


def _list_texts(*prompts: Texts) -> tuple[str, ...]:
    return tuple(text for prompt in prompts for text in prompt.values())


# A text that contains one of these is not written yet. Drafts tell readers so for the second ones.
PROMPTS = _list_texts(SERVICE, PAGE_SAYS, TITLE, EXPLANATION, MEANING, UNTRANSLATED)
TOLD_PROMPTS = _list_texts(STATE)
