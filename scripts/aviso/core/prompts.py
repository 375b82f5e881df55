"""The placeholder texts of new files, which somebody still has to replace, by language.

The templates of ``aviso init`` and ``aviso new`` write them, and rules look for them: a published
notice must not have any. The texts are in ``prompts.yml``.
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
# The mark before a text that exists only in another language.
UNTRANSLATED = BY_NAME["untranslated"]
# For a language without prompts.
UNWRITTEN = "…"


def _list_texts(*prompts: Texts) -> tuple[str, ...]:
    return tuple(text for prompt in prompts for text in prompt.values())


# A text with one of these is not written yet. For the second list, drafts tell readers so.
PROMPTS = _list_texts(SERVICE, PAGE_SAYS, TITLE, EXPLANATION, MEANING, UNTRANSLATED)
TOLD_PROMPTS = _list_texts(STATE)
