"""How long something is kept: what a record can say, in the words of both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml

from aviso.core.project import Project
from aviso.core.yaml_positions import parse_yaml
from aviso.i18n.catalog import Catalog, load_catalog
from aviso.i18n.record_units import list_record_units
from aviso.i18n.retention_words import describe_stage, describe_within_sentence
from aviso.model.access_log import AccessLog, derive_access_log
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.practices import Practice
from aviso.model.repository import load_records
from aviso.model.retention import Retention
from aviso.model.source_location import SourceLocation
from aviso.model.validation import validate
from aviso.model.vocabulary import Term
from tests.support.paths import ROOT
from tests.unit.test_validation import KNOWN, reported

HEAD = "id: a\nsituation: a\ntitle: {en: a, es: b}\nnote: {en: a, es: b}\ndata: [name]\n"


@cache
def repository() -> Any:
    project = Project(ROOT)
    return project, load_records(project, ["example"])[0]


def words(locale: str) -> Catalog:
    return load_catalog(repository()[0], locale)


def practice(retention: str) -> Practice:
    marked, problems = parse_yaml(f"{HEAD}retention: {retention}\n", "a.yml")
    assert marked and not problems
    record, found = validate(Practice, marked, "a.yml", KNOWN)
    assert not found, found
    return record  # type: ignore[no-any-return]


def described(retention: str) -> tuple[list[str], list[str]]:
    terms = load_all_terms()
    lines = [
        [describe_stage(words(locale), stage, terms) for stage in practice(retention).stages]
        for locale in ("en", "es")
    ]
    return lines[0], lines[1]


@cache
def load_all_terms() -> Any:
    return {
        name: {
            key: Term.model_validate(value)
            for key, value in yaml.safe_load((ROOT / f"data/terms/{name}.yml").read_text()).items()
        }
        for name in ("events", "data_categories")
    }


@pytest.mark.parametrize(
    ("retention", "english", "spanish"),
    [
        ("{period: 12 months}", "12 months", "12 meses"),
        ("{period: 1 fiscal year}", "1 fiscal year", "1 año fiscal"),
        ("{period: 30 seconds}", "30 seconds", "30 segundos"),
        ("{at_least: 2 school years}", "At least 2 school years", "Al menos 2 años escolares"),
        ("{about: 3 calendar years}", "About 3 calendar years", "Alrededor de 3 años calendario"),
        ("{at_most: 10 business days}", "At most 10 business days", "Como máximo, 10 días hábiles"),
        ("{at_least: 7 fiscal years}", "At least 7 fiscal years", "Al menos 7 años fiscales"),
        ("{about: 2 weeks}", "About 2 weeks", "Alrededor de 2 semanas"),
        (
            "{at_least: 30 days, at_most: 60 days}",
            "At least 30 days, at most 60 days",
            "Al menos 30 días; como máximo, 60 días",
        ),
        (
            "{period: 3 years, after: card-expires, then: deleted}",
            "3 years after your card expires, then deleted",
            "3 años después de que venza su tarjeta; después se borra",
        ),
        (
            "{at_least: 7 years, after: {en: the hearing is over, es: termine la audiencia}}",
            "At least 7 years after the hearing is over",
            "Al menos 7 años después de que termine la audiencia",
        ),
        ("{until: returned}", "Until the item is returned", "Hasta que se devuelva el material"),
        (
            "{until: end-of-fiscal-year, then: added-up}",
            "Until the fiscal year ends, then only totals are kept",
            "Hasta que termine el año fiscal; después solo se guardan totales",
        ),
        (
            "{until: paid, at_most: 7 years}",
            "Until what you owe is paid, at most 7 years",
            "Hasta que se pague lo que usted debe; como máximo, 7 años",
        ),
        (
            "{until: {en: you say so, es: usted lo diga}, at_least: 1 day}",
            "Until you say so, but at least 1 day",
            "Hasta que usted lo diga, pero al menos 1 día",
        ),
        ("{period: none}", "Not kept", "No se guarda"),
        (
            "{period: none, after: returned, then: anonymized}",
            "Not kept after the item is returned, then made anonymous",
            "No se guarda después de que se devuelva el material; "
            "después se le quita todo lo que identifica a alguien",
        ),
        ("{then: kept-forever}", "Kept forever", "Se guarda para siempre"),
        (
            "{period: 3 years, then: kept-forever}",
            "3 years, then kept forever",
            "3 años; después se guarda para siempre",
        ),
        (
            "{at_most: 30 days, exceptions: {en: longer in backups, es: más en las copias}}",
            "At most 30 days (except: longer in backups)",
            "Como máximo, 30 días (excepto: más en las copias)",
        ),
        ("{vague: {en: as needed, es: lo necesario}}", "As needed", "Lo necesario"),
        (
            "{vague: {en: as needed, es: lo necesario}, then: deleted}",
            "As needed, then deleted",
            "Lo necesario; después se borra",
        ),
        ("{of: name, until: paid}", "Name: until what you owe is paid", None),
        (
            "{of: {en: clips, es: imágenes}, at_most: 3 years}",
            "Clips: at most 3 years",
            "Imágenes: como máximo, 3 años",
        ),
    ],
)
def test_a_stage_is_said_in_both_languages(
    retention: str, english: str, spanish: str | None
) -> None:
    in_english, in_spanish = described(retention)
    assert in_english == [english]
    assert spanish is None or in_spanish == [spanish]


def test_a_list_has_a_line_for_each_stage() -> None:
    text = "[{period: 30 days}, {of: {en: clips, es: imágenes}, period: 3 years}]"
    assert described(text) == (["30 days", "Clips: 3 years"], ["30 días", "Imágenes: 3 años"])


@pytest.mark.parametrize(
    ("retention", "within"),
    [
        # The page itself says "for at most".
        ("{at_most: 7 days}", "7 days"),
        ("{period: 1 year}", "1 year"),
        ("{until: returned}", "until the item is returned"),
        ("{at_most: 7 days, then: deleted}", "at most 7 days, then deleted"),
        ("[{period: 1 day}, {of: name, until: paid}]", "1 day; name: until what you owe is paid"),
        ("{period: none}", "not kept"),
    ],
)
def test_within_a_sentence_it_has_small_letters(retention: str, within: str) -> None:
    stages = practice(retention).stages
    assert describe_within_sentence(words("en"), stages, load_all_terms()) == within


@pytest.mark.parametrize("language", ["vi", "ar"])
def test_a_third_language_says_every_stage(language: str) -> None:
    """The words of other languages take the same values; terms here are the English ones."""
    path = ROOT / "tests/corpus/languages" / language / "words.yml"
    catalog = Catalog(language, yaml.load(path.read_text("utf-8"), yaml.BaseLoader))
    text = {"en": "x", "es": "x", language: "WORDS"}
    own = LocalizedText.model_validate(text)
    for stage, numbers in (
        ({"of": own, "period": "12 months", "after": own, "then": "deleted"}, ["12"]),
        ({"at_least": "7 fiscal years", "at_most": "9 fiscal years", "until": own}, ["7", "9"]),
        ({"at_most": "3 days", "exceptions": own}, ["3"]),
        ({"period": "none", "after": own}, []),
        ({"then": "kept-forever"}, []),
    ):
        line = describe_stage(catalog, Retention.model_validate(stage), load_all_terms())
        assert all(number in line for number in numbers) and "{" not in line
        assert line.count("WORDS") == sum(value is own for value in stage.values())


def test_words_of_ones_own_are_texts_to_translate() -> None:
    text = f"{HEAD}retention:\n  - until: {{en: a, es: b}}\n  - of: {{en: c, es: d}}\n"
    marked, _ = parse_yaml(text, "a.yml")
    assert marked
    place = SourceLocation("a.yml", marked)
    keys = [unit.key for unit in list_record_units("x", place, KNOWN, ())]
    assert keys[-2:] == ["x/retention.1.until", "x/retention.2.of"]


@pytest.mark.parametrize(
    ("retention", "complaint"),
    [
        (
            "{at_least: 2 years, at_most: 12 months}",
            "line 6: retention says at least 2 years but at most 12 months; look up both",
        ),
        ("{period: 1 day, at_most: 2 days}", "line 6: retention says both period and at_most"),
        ("{period: 1 day, vague: {en: a, es: b}}", "line 6: retention gives both a time"),
        ("{after: returned}", "line 6: retention says after what, but not how long"),
        ("{period: 1 day, until: returned}", "line 6: retention gives both a time and an event"),
        (
            "{period: 1 day, after: paid, until: returned}",
            "line 6: retention says both after and until; write two stages",
        ),
        ("{then: deleted}", "line 6: retention needs a time"),
        ("{at_most: 1 day, then: kept-forever}", "line 6: retention sets an end to the time"),
        ("[]", "line 6: has a list of stages that is empty"),
        ("30 days", "Write {period: 30 days}."),
        ("[30 days]", "line 6: retention[1] must have keys of its own"),
        ("{until: Returned}", 'retention.until "Returned" is not an id'),
        ("{after: {en: x}, period: 1 day}", "after.es is missing"),
        ("[{of: {en: x}, period: 1 day}]", "of.es is missing"),
        ("{of: email, period: 1 day}", 'line 6: says how long "email" is kept, which data'),
        ("[{period: 1 day}, {of: email, period: 2 days}]", 'says how long "email"'),
        ("{period: until returned}", "If the document names an event, write it under until"),
        ("{period: permanently}", "Write then: kept-forever in place of period."),
        ("{until: back and paid}", "Or write it in your own words: en: … and es: … on lines"),
        ("{period: 10 working days}", '"10 working days" is not a period; write 10 business days'),
        ("{period: 90 calendar days}", "write 90 days"),
        ("{period: one Year}", "write 1 year"),
        ("{at_most: 1.5 years}", "write 18 months"),
        ("{at_least: 24hrs}", "write 24 hours"),
        ("{period: 6 meses}", "write a number and a unit, like 30 days"),
        ("{at_most: yes}", "This is the older form. Convert the file to the new one: aviso mig"),
        ("{period: 30 days, then: sold}", 'retention.then cannot be "sold"'),
    ],
)
def test_what_cannot_be_is_reported_once(retention: str, complaint: str) -> None:
    [found] = reported(f"{HEAD}retention: {retention}\n", Practice)
    assert complaint in found


def test_the_stage_that_is_wrong_is_named_at_its_line() -> None:
    text = f"{HEAD}retention:\n  - period: 1 day\n  - of: name\n    at_least: a while\n"
    [found] = reported(text, Practice)
    assert found.startswith('line 9: retention[2].at_least "a while" is not a period')


def log_of(retention: str, data: tuple[str, ...] = ("ip-address", "browser")) -> AccessLog:
    log = practice(retention).model_copy(update={"data": data, "server_log": True})
    library: Library = repository()[1].libraries["example"]
    found = {"practices": (log,), "website_log": None}
    return derive_access_log(library.model_copy(update=found))


@pytest.mark.parametrize(
    ("retention", "days"),
    [
        ("{period: 2 weeks}", 14),
        ("{at_most: 30 hours}", 1),
        ("{at_least: 30 days, at_most: 60 days}", 60),
        ("{at_least: 30 days}", 30),
        ("{about: 1 month}", 30),
        ("{period: 1 fiscal year}", 365),
        ("{period: 30 days, after: {en: the visit ends, es: termine la visita}}", 30),
        # A server knows nothing of incidents.
        ("[{period: 30 days}, {of: {en: clips, es: imágenes}, period: 1 day}]", 30),
        ("{until: returned}", None),
        ("{vague: {en: a while, es: un tiempo}}", None),
        ("{then: kept-forever}", None),
    ],
)
def test_the_log_is_kept_no_longer_than_the_stages_say(retention: str, days: int | None) -> None:
    assert log_of(retention).kept_days == days


def test_what_is_not_kept_is_not_logged() -> None:
    assert log_of("{period: none}").fields == ()
