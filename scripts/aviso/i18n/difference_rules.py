"""The rules that two languages of a text must keep, by the kind of difference that breaks them."""

from __future__ import annotations

from aviso.core.rules import Rule

CORRECT_OR_ACCEPT = (
    "Look up in the library's own document what is true, and correct the language that differs. "
    'If both are right as they are, say why: aviso translation accept PIECE --reason "…".'
)


def _make_rule(name: str, summary: str, why: str, example: str) -> Rule:
    """A rule on what two languages must say alike; all have the same cure."""
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
    why="Readers look a law up by its section. A wrong number leads them to another law.",
    example="en: § 7927.105 — es: § 7927.150",
)
NEGATION_DIFFERS = _make_rule(
    "negation",
    "One language denies what the other one does not",
    why="A lost “not” turns a promise into its opposite, and it is the mistake that readers are "
    "least able to notice.",
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
    why="What somebody must do and what somebody may do are different rights. Both groups of "
    "readers have the same ones.",
    example="en: The library must answer. — es: La biblioteca puede responder.",
)
BOUND_DIFFERS = _make_rule(
    "bound",
    "One language sets a bound that the other one turns round or leaves out",
    why="The least time and the most time for which data are kept are opposite promises, and the "
    "number beside them looks right in both languages.",
    example="en: at least 3 years — es: 3 años como máximo",
)
ORDER_DIFFERS = _make_rule(
    "order",
    "One language says “before” or “until” where the other one says “after” or “since”",
    why="When data are erased, and when a rule begins or ends, turns round with this one word.",
    example="en: 30 days after the card expires — es: 30 días antes de que venza la tarjeta",
)
CHOICE_DIFFERS = _make_rule(
    "choice",
    "One language tells how to opt in, and the other one how to opt out",
    why="Readers of one language would believe that nothing is done until they ask for it, and "
    "those of the other one that it is done until they object.",
    example="en: You may opt in. — es: Usted puede darse de baja.",
)
CONDITION_DIFFERS = _make_rule(
    "condition",
    "One language says “if” where the other one says “unless”",
    why="What is done in a certain case would be done in one language, and not in the other.",
    example="en: unless a court orders it — es: si lo ordena un tribunal",
)
ADDRESS_DIFFERS = _make_rule(
    "address",
    "An address, telephone number or link appears in only one language",
    why="Readers of one language would write to another place, or would not learn where to write "
    "at all.",
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
    why="Facts and sources come onto a page by placeholders. One that is missing leaves out a "
    "fact, or its source, in that language.",
    example="{{ source('EX-01') }} in English only",
)
STRUCTURE_DIFFERS = _make_rule(
    "structure",
    "One language has more headings, items of lists or rows of tables",
    why="An item more or less is usually a fact more or less. Readers who switch languages also "
    "expect to find their place again.",
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
