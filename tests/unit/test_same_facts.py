"""The comparison of two languages against a corpus.

The corpus has pairs with one planted fault, and sound pairs as people translate.

``development.yml`` is what it was developed with; ``second.yml`` to ``fifth.yml`` and the three of
bounds were each written before it was tried on them, and then used to fix it; ``held-out.yml`` and
``sealed.yml`` were only tried. The figures stand in ``measurements.md``. Then every "not", "only",
"must", "may", "after", "at most" and number of the project's own texts is changed, one at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from aviso.checks.project_facts import collect_facts
from aviso.checks.translations import list_known_names
from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText
from aviso.i18n.project_units import list_all_units
from tests.measurements.languages import (
    ONLY_TRIED,
    PARTS,
    corpus_table,
    flagged,
    missed,
    part,
    planted,
    share,
)
from tests.support.paths import ROOT
from tests.support.project import Project

FOUND_AT_LEAST, FLAGGED_AT_MOST = 0.95, 0.05


def test_the_corpus_is_large_and_has_every_kind() -> None:
    faults = [fault for name in PARTS for fault in planted(name)]
    assert len(faults) >= 150 and sum(len(part(name)["sound"]) for name in PARTS) >= 150
    assert {kind for kind, _, _ in faults} == {
        "number",
        "period",
        "date",
        "time",
        "money",
        "email",
        "address",
        "telephone",
        "law",
        "name",
        "negation",
        "only",
        "modality",
        "bound",
        "order",
        "choice",
        "condition",
        "list",
        "heading",
        "table",
        "link",
        "placeholder",
    }


@pytest.mark.parametrize("names", [ONLY_TRIED, PARTS], ids=["only tried", "all"])
def test_most_faults_are_found_and_few_sound_pairs_are_flagged(
    names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    faults, sound = (
        sum(len(planted(name)) for name in names),
        sum(len(part(name)["sound"]) for name in names),
    )
    lost, wrong = (
        [one for name in names for one in missed(name)],
        [one for name in names for one in flagged(name)],
    )
    with capsys.disabled():
        print(
            f"\n{', '.join(names)}: {share(faults - len(lost), faults)} faults found, "
            f"{share(len(wrong), sound)} sound pairs flagged"
        )
    assert 1 - len(lost) / faults >= FOUND_AT_LEAST
    assert len(wrong) / sound <= FLAGGED_AT_MOST


def test_the_figures_that_the_documentation_shows_are_those_of_today() -> None:
    written = (
        (ROOT / "measurements.md")
        .read_text("utf-8")
        .partition("<!-- languages:begin -->\n")[2]
        .partition("\n<!-- languages:end -->")[0]
    )
    assert written == corpus_table(), "Type: ./run measure --languages"


def increased(found: re.Match[str]) -> str:
    return str(int(found[0]) + 1)


# What is changed: its kind, what stands there, and what is put in its place; and at least how much
# of it is to be noticed.
CHANGES = {
    "en": (
        ("negation", r"\b(?:do|does|did) not (?=\w)", ""),
        ("negation", r"\b[Nn]ever\b", "always"),
        ("negation", r"\b[Nn]obody\b", "somebody"),
        ("negation", r"\bwithout\b", "with"),
        ("only", r"\b[Oo]nly ", ""),
        ("modality", r"\bmust\b(?! not)", "may"),
        ("order", r"\bbefore\b", "after"),
        ("order", r"\bafter\b", "before"),
        ("order", r"\buntil\b", "since"),
        ("bound", r"\bat most\b", "at least"),
        ("number", r"(?<![\w.-])\d+\b(?!\.\s)", increased),
    ),
    "es": (
        ("negation", r"\b[Nn]o (?=\w)", ""),
        ("negation", r"\b[Nn]unca\b", "siempre"),
        ("negation", r"\bsin\b(?! duda| embargo)", "con"),
        ("only", r"\b[Ss]olo ", ""),
        ("order", r"\bantes de\b", "después de"),
        ("order", r"\bdespués de\b", "antes de"),
        ("order", r"\bhasta que\b", "desde que"),
        ("bound", r"\bcomo máximo\b", "como mínimo"),
        ("modality", r"(?<!no )(?<!se )\b[Dd]ebe(?= \w+[aei]r)", "puede"),
        ("number", r"(?<![\w.-])\d+\b(?!\.\s)", increased),
    ),
}
NOTICED_AT_LEAST = {
    "negation": 0.9,
    "only": 0.8,
    "modality": 0.8,
    "number": 0.97,
    "bound": 0.95,
    "order": 0.7,
}
# Few texts have bounds.
FEWEST = {"bound": 10}
DENIAL = re.compile(
    r"\b(?:not?|nunca|never|nada|nadie|ni|ning\w+|sin|tampoco|"
    r"none|nobody|nothing|nor|neither|cannot|without)\b|n['’]t",
    re.IGNORECASE,
)


def changed_texts(text: str, locale: str) -> Iterator[tuple[str, str]]:
    """Yield the text with one thing changed, each with its kind.

    A clause that denies twice still denies when one word is gone.
    """
    for kind, pattern, new in CHANGES[locale]:
        for found in re.finditer(pattern, text):
            in_code = any(
                text.rfind(opening, 0, found.start()) > text.rfind(closing, 0, found.start())
                for opening, closing in (("{", "}"), ("](", ")"))
            )
            clause = (
                re.split(r"[.;:\n]", text[: found.start()])[-1]
                + re.split(r"[.;:\n]", text[found.start() :])[0]
            )
            if not in_code and (kind != "negation" or len(DENIAL.findall(clause)) == 1):
                yield (
                    kind,
                    text[: found.start()]
                    + (new(found) if callable(new) else new)
                    + text[found.end() :],
                )


def test_a_word_changed_in_a_rich_project_is_noticed(
    rich_template: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    records = rich_template.load_records()
    names = list_known_names(collect_facts(records), "en", "es")
    whole: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for piece in (
        piece
        for units in list_all_units(records).values()
        for piece in units
        if {"en", "es"} <= piece.texts.keys()
    ):
        texts = {locale: text.text for locale, text in piece.texts.items()}
        sound = set(
            compare_texts(ComparedText("en", texts["en"]), ComparedText("es", texts["es"]), names)
        )
        for locale in CHANGES:
            for kind, changed in changed_texts(texts[locale], locale):
                pair = {**texts, locale: changed}
                whole[kind] += 1
                noticed[kind] += bool(
                    set(
                        compare_texts(
                            ComparedText("en", pair["en"]), ComparedText("es", pair["es"]), names
                        )
                    )
                    - sound
                )
    with capsys.disabled():
        print(
            "\nchanged in our own texts and noticed:",
            ", ".join(f"{kind} {share(noticed[kind], whole[kind])}" for kind in whole),
        )
    assert all(
        whole[kind] >= FEWEST.get(kind, 25) and noticed[kind] / whole[kind] >= least
        for kind, least in NOTICED_AT_LEAST.items()
    )


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("We keep it for 15 minutes.", "La guardamos 15 minutos."),
        ("Wait 10 business days.", "Espere 10 días hábiles."),
        ("It ends after 24 hours.", "Termina a las 24 horas."),
        ("It is deleted within two weeks.", "Se borra en dos semanas."),
        ("One minute is enough.", "Basta un minuto."),
    ],
)
def test_a_period_is_the_same_in_both_languages(english: str, spanish: str) -> None:
    assert _differences(english, spanish) == []


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("We keep it for 15 minutes.", "La guardamos 15 días."),
        ("Wait 10 business days.", "Espere 10 semanas."),
        ("It ends after 24 hours.", "Termina a los 24 minutos."),
    ],
)
def test_another_unit_is_another_period(english: str, spanish: str) -> None:
    assert "period" in _differences(english, spanish)


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Dos Ríos Public Library", "Biblioteca Pública de Dos Ríos"),
        ("Three Rivers Public Library District", "Distrito de Bibliotecas Three Rivers"),
        ("Thousand Oaks Library", "Biblioteca de Thousand Oaks"),
        ("Third Library", "Biblioteca Third"),
        ("Cincuenta Library", "Biblioteca Cincuenta"),
        ("Never Summer Library", "Biblioteca Never Summer"),
        ("Ask at the Nine Mile Falls branch.", "Pregunte en la sucursal Nine Mile Falls."),
    ],
)
def test_a_name_that_both_languages_have_says_nothing(english: str, spanish: str) -> None:
    assert _differences(english, spanish) == []


def test_a_number_beside_such_a_name_is_compared() -> None:
    english = "The Three Rivers Library keeps it for two days."
    assert _differences(english, "La Biblioteca Three Rivers la conserva dos días.") == []
    assert "period" in _differences(english, "La Biblioteca Three Rivers la conserva tres días.")
    # "Once" is no name here, and 11 in one of the two.
    assert "number" in _differences("Once it is back, it is gone.", "Once veces se borra.")


def test_a_word_that_forbids_in_both_languages_is_no_other_denial() -> None:
    english = (
        "Where the notice is silent, we say so, and add nothing of our own. {{ source('A') }} "
        "Staff do not look up the classes that you join out of curiosity, and the "
        "agreement forbids it."
    )
    spanish = (
        "Donde calla la nota, lo decimos y no agregamos nada nuestro. {{ source('A') }} El "
        "personal no consulta las clases en que se inscribe por curiosidad, y la carta "
        "acordada lo prohíbe."
    )
    assert _differences(english, spanish) == []
    assert _differences(english, spanish.replace("no consulta", "consulta")) == ["negation"]


def _differences(english: str, spanish: str) -> list[str]:
    found = compare_texts(ComparedText("en", english), ComparedText("es", spanish), ())
    return [one.kind for one in found]
