"""The rules on differences between two languages of a text, by the kind of difference."""

from __future__ import annotations

from aviso.core.rules import Rule

CORRECT_OR_ACCEPT = (
    "Look up the fact in the library's own document, and correct the language that is wrong. "
    'If both are right as they are, say why: aviso translation accept PAGE|FIELD --reason "…".'
)


def _make_rule(name: str, summary: str, why: str, example: str) -> Rule:
    """Return a rule on something that two languages must say alike; all have the same cure."""
    return Rule(f"i18n/{name}", summary, why, CORRECT_OR_ACCEPT, "warning", example)


NUMBER_DIFFERS = _make_rule(
    "number",
    "A number appears in only one language",
    why="Readers of one language would learn another age, count or share than readers of the "
    "other.",
    example="en: children under 13 — es: menores de 12 años",
)
DATE_DIFFERS = _make_rule(
    "date",
    "A date or time of day appears in only one language",
    why="Since when a rule holds, or until when somebody can act, must be the same for everyone.",
    example="en: since March 3, 2025 — es: desde el 3 de mayo de 2025",
)
PERIOD_DIFFERS = _make_rule(
    "period",
    "A period appears in only one language",
    why="How long data are kept is a promise. If the languages differ, one group of readers is "
    "promised something untrue.",
    example="en: kept for 90 days — es: se conservan 60 días",
)
MONEY_DIFFERS = _make_rule(
    "money",
    "An amount of money appears in only one language",
    why="Readers decide by the amount whether to pay, dispute or ask; it cannot depend on their "
    "language.",
    example="en: more than $25 — es: más de $20",
)
LAW_DIFFERS = _make_rule(
    "law",
    "A section of a law appears in only one language",
    why="Readers look up a law by its section. A wrong number leads them to another law.",
    example="en: § 7927.105 — es: § 7927.150",
)
NEGATION_DIFFERS = _make_rule(
    "negation",
    "One language says “not” where the other one does not",
    why="A lost “not” turns a promise into its opposite, and readers of one language cannot notice "
    "it.",
    example="en: We do not sell your data. — es: Vendemos sus datos.",
)
ONLY_DIFFERS = _make_rule(
    "only",
    "One language limits something and the other one does not",
    why="“Only” and “except” mark where a promise ends. Without them, one language promises more "
    "or less than the other.",
    example="en: only with a court order — es: con una orden judicial",
)
DUTY_DIFFERS = _make_rule(
    "duty",
    "One language says “must” where the other one does not",
    why="Must and may are different. Readers of both languages have the same rights and duties.",
    example="en: The library must answer. — es: La biblioteca puede responder.",
)
BOUND_DIFFERS = _make_rule(
    "bound",
    "One language sets a limit that the other one reverses or leaves out",
    why="The least time and the most time for which data are kept are opposite promises, and the "
    "number beside them looks right in both languages.",
    example="en: at least 3 years — es: 3 años como máximo",
)
ORDER_DIFFERS = _make_rule(
    "order",
    "One language says “before” or “until” where the other one says “after” or “since”",
    why="This one word decides when data are erased, or when a rule begins or ends.",
    example="en: 30 days after the card expires — es: 30 días antes de que venza la tarjeta",
)
CHOICE_DIFFERS = _make_rule(
    "choice",
    "One language tells how to opt in, and the other one how to opt out",
    why="Readers of one language would think that nothing happens until they ask for it, and "
    "readers of the other that it happens until they object.",
    example="en: You may opt in. — es: Usted puede darse de baja.",
)
CONDITION_DIFFERS = _make_rule(
    "condition",
    "One language says “if” where the other one says “unless”",
    why="One language says that something happens in a certain case, and the other that it does "
    "not.",
    example="en: unless a court orders it — es: si lo ordena un tribunal",
)
ADDRESS_DIFFERS = _make_rule(
    "address",
    "An address, telephone number or link appears in only one language",
    why="Readers of one language would write to the wrong address, or would not know where to "
    "write at all.",
    example="An email address that was corrected in English only",
)
NAME_DIFFERS = _make_rule(
    "name",
    "A company or document is named in one language only",
    why="Many readers look for who gets the data. A name left out in one language hides "
    "it from them.",
    example="en: OverDrive lends e-books. — es: Una empresa presta libros electrónicos.",
)
PLACEHOLDER_DIFFERS = _make_rule(
    "placeholder",
    "A placeholder appears in only one language",
    why="Placeholders insert facts and sources into a page. If one is missing, a fact or its "
    "source is missing in that language.",
    example="{{ source('EX-01') }} in English only",
)
STRUCTURE_DIFFERS = _make_rule(
    "structure",
    "One language has more headings, items of lists or rows of tables",
    why="An extra or missing item is usually an extra or missing fact. Readers who switch "
    "languages also expect to find their place again.",
    example="en has 5 items of lists, es has 4",
)
KINDS = {
    "number": NUMBER_DIFFERS,
    "date": DATE_DIFFERS,
    "time": DATE_DIFFERS,
    "period": PERIOD_DIFFERS,
    "money": MONEY_DIFFERS,
    "law": LAW_DIFFERS,
    "negation": NEGATION_DIFFERS,
    "only": ONLY_DIFFERS,
    "modality": DUTY_DIFFERS,
    "bound": BOUND_DIFFERS,
    "order": ORDER_DIFFERS,
    "choice": CHOICE_DIFFERS,
    "condition": CONDITION_DIFFERS,
    "email": ADDRESS_DIFFERS,
    "address": ADDRESS_DIFFERS,
    "telephone": ADDRESS_DIFFERS,
    "link": ADDRESS_DIFFERS,
    "name": NAME_DIFFERS,
    "placeholder": PLACEHOLDER_DIFFERS,
    "heading": STRUCTURE_DIFFERS,
    "list": STRUCTURE_DIFFERS,
    "table": STRUCTURE_DIFFERS,
}
