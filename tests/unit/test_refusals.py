"""A text that refuses something altogether, and a record that does it all the same."""

from __future__ import annotations

import pytest

from aviso.i18n.refusals import find_admission, find_refusals
from tests.support.project import Project

# What each sentence refuses, in a language.
REFUSED = [
    ("en", "cookies", "The library does not use cookies."),
    ("en", "cookies", "Our website sets no cookies."),
    ("en", "cookies", "We don’t use any cookies on our website, and nothing is stored."),
    ("en", "cookies", "No cookies are used on this site."),
    ("en", "cookies", "The library never places cookies."),
    ("en", "counting", "We do not track visitors."),
    ("en", "counting", "The library does not use analytics."),
    ("en", "counting", "The site uses no web analytics."),
    ("en", "counting", "Nobody counts visits to our website."),
    ("en", "counting", "We don’t use any third-party trackers."),
    ("en", "sharing", "The library does not share your information with third parties."),
    ("en", "sharing", "We never give your data to companies."),
    ("en", "sharing", "We do not sell, rent, or share personal information with outside parties."),
    ("en", "sharing", "No patron information is shared with anyone."),
    ("en", "sharing", "The library will not disclose information about you to others."),
    ("en", "cameras", "The library has no cameras."),
    ("en", "cameras", "We do not use security cameras in our buildings."),
    ("en", "newsletters", "We do not send newsletters."),
    ("en", "newsletters", "The library sends no marketing email."),
    ("en", "history", "The library does not keep a record of what you have borrowed."),
    ("en", "history", "We don’t keep your borrowing history."),
    ("en", "history", "We keep no reading history."),
    ("en", "selling", "The library does not sell or rent information about patrons."),
    ("en", "selling", "We never sell your data."),
    ("es", "cookies", "La biblioteca no usa cookies."),
    ("es", "cookies", "Nuestro sitio no instala ninguna cookie."),
    ("es", "cookies", "La biblioteca nunca coloca cookies en su sitio web."),
    ("es", "counting", "La biblioteca no rastrea a los usuarios."),
    ("es", "counting", "No se usan herramientas de analítica."),
    ("es", "counting", "Nadie cuenta las visitas al sitio web."),
    ("es", "sharing", "La biblioteca no comparte su información con terceros."),
    ("es", "sharing", "No vende ni comparte sus datos personales con ninguna empresa."),
    ("es", "sharing", "La biblioteca nunca entrega datos de los usuarios a nadie."),
    ("es", "cameras", "La biblioteca no tiene cámaras de seguridad."),
    ("es", "cameras", "En el edificio no hay cámaras."),
    ("es", "newsletters", "La biblioteca no envía boletines."),
    ("es", "newsletters", "No se envían correos promocionales."),
    ("es", "history", "La biblioteca no guarda un registro de lo que usted ha leído."),
    ("es", "history", "No se conserva ningún historial de préstamos."),
    ("es", "selling", "La biblioteca no vende ni alquila información sobre los usuarios."),
]
# What refuses only a part, or nothing.
NARROWED = [
    ("en", "The library does not use cookies to track individual users."),
    ("en", "The server will not use cookies for advertising or marketing."),
    ("en", "On its site, the library does not use cookies or tools that collect information."),
    ("en", "The library uses no cookies for advertising, and none to follow you elsewhere."),
    ("en", "We do not share your information with third parties unless a court orders it."),
    ("en", "We do not share your information with third parties without your consent."),
    ("en", "The library does not sell information, except for uses of recovering materials."),
    ("en", "WLS will not provide such information to outside organizations."),
    ("en", "The companies do not track personal information or specific queries."),
    ("en", "If you turn it off, the library does not keep your borrowing history."),
    ("en", "We do not keep your borrowing history after you return the item."),
    ("en", "The policy does not mention cameras."),
    ("en", "The policy does not say what is shared with companies."),
    ("en", "The restrooms have no cameras, and the entrances do."),
    ("en", "We only send newsletters to those who ask."),
    ("es", "La biblioteca no usa cookies para rastrear a ningún usuario en particular."),
    ("es", "El servidor no usará cookies para publicidad ni para mercadeo."),
    ("es", "No usa cookies ni mecanismos de rastreo que recopilen datos que lo identifiquen."),
    ("es", "No comparte su información con nadie, a menos que una orden judicial lo exija."),
    ("es", "No comparte sus datos con terceros sin su consentimiento."),
    ("es", "La biblioteca no vende información, salvo para recuperar materiales."),
    ("es", "La política no habla de cámaras."),
    ("es", "No se guarda el historial de préstamos después de la devolución."),
    ("es", "Si usted lo desactiva, no se guarda el historial de préstamos."),
]


@pytest.mark.parametrize(("locale", "kind", "text"), REFUSED)
def test_what_a_sentence_refuses_is_found(locale: str, kind: str, text: str) -> None:
    assert kind in {one.kind for one in find_refusals(text, locale)}


@pytest.mark.parametrize(("locale", "text"), NARROWED)
def test_a_sentence_that_narrows_what_it_refuses_is_left_alone(locale: str, text: str) -> None:
    assert list(find_refusals(text, locale)) == []


def test_a_sale_is_admitted_only_without_a_denial() -> None:
    assert find_admission("selling", "It sells lists of names to a publisher.", "en")
    assert find_admission("selling", "Vende listas de nombres a una editorial.", "es")
    assert not find_admission("selling", "It does not sell lists of names.", "en")
    assert not find_admission("selling", "The policy never uses the word “sell.”", "en")


def test_a_language_without_such_words_refuses_nothing() -> None:
    assert list(find_refusals("Thư viện không dùng cookie.", "vi")) == []


RECORD = "data/libraries/elm.yml"
DEEDS = """\
cookies:
  - {name: _ga, site: website}
  - {name: session, site: catalog, lasts: session}
"""
PRACTICES = """\
  - id: cameras
    situation: cameras
    title: {en: Cameras, es: Cámaras}
    data: [images]
    note: {en: We film the doors., es: Filmamos las puertas.}
    source: [T-01]
  - id: letters
    situation: mailings
    title: {en: News, es: Noticias}
    data: [email]
    note: {en: We send news., es: Enviamos noticias.}
    source: [T-01]
  - id: history
    situation: borrowing
    title: {en: History, es: Historial}
    data: [borrowing-history]
    note: {en: We sell lists of readers., es: Vendemos listas.}
    source: [T-01]
commitments:
"""
SHOWN = """
## C {#cameras}

{{ practices('cameras') }}

## M {#mailings}

{{ practices('mailings') }}

{{ cookies() }}
"""
# The words of a promise, and what the record does.
PLANTED = [
    ("We use no cookies.", "No usamos cookies.", ["_ga", "session"]),
    ("Our website sets no cookies.", "El sitio web no pone cookies.", ["_ga"]),
    ("The catalog sets no cookies.", "El catálogo no pone cookies.", ["session"]),
    ("We do not track visitors.", "No rastreamos nada.", ["google-analytics"]),
    (
        "We never share your data with companies.",
        "La biblioteca no comparte sus datos con empresas.",
        ["hoopla"],
    ),
    ("We have no cameras.", "La biblioteca no tiene cámaras.", ["cameras"]),
    ("We have no TV.", "La biblioteca no tiene cámaras.", ["cameras"]),
    ("We do not send newsletters.", "No enviamos nada.", ["letters"]),
    ("We keep no reading history.", "No queda nada.", ["history"]),
    ("We never sell your data.", "No vendemos datos.", ["history"]),
    ("We use no cookies to follow you.", "No usamos cookies para seguirlo.", []),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A library that does all of it."""
    project = Project.tiny(tmp_path_factory.mktemp("refused") / "project", tiny=["elm"])
    project.add_vendor("google-analytics")
    project.append(RECORD, DEEDS)
    for locale in ("en", "es"):
        project.append(f"docs/elm/{locale}/collect.md", SHOWN)
    project.replace(RECORD, "commitments:\n", PRACTICES)
    used = "  - vendor: google-analytics\n    state: not-verified\n"
    sent = "    state: sent\n    sends: [email]\n    since: 2026-01-02\n"
    project.replace(RECORD, "    state: not-verified\n", sent + used)
    return project


@pytest.mark.parametrize(("english", "spanish", "done"), PLANTED)
def test_a_record_that_does_it_is_told(
    project: Project, english: str, spanish: str, done: list[str]
) -> None:
    before = project.read(RECORD)
    project.replace(RECORD, "We sell nothing.", english)
    project.replace(RECORD, "No vendemos nada.", spanish)
    try:
        found = [one for one in project.check("elm") if one.rule == "facts/refused-and-done"]
        line = project.line_of(RECORD, "  - id: not-sold")
    finally:
        project.write(RECORD, before)
    assert [one.ids[1] for one in found] == done
    assert all(one.line == line and one.severity == "warning" for one in found)
    assert all(f"({RECORD}, line " in one.message for one in found)


def test_a_statement_is_told_of_once_and_not_where_it_is_archived(project: Project) -> None:
    before = project.read(RECORD)
    project.replace(RECORD, "Nothing is sold.", "The library has no cameras.")
    try:
        [found] = [one for one in project.check("elm") if one.rule == "facts/refused-and-done"]
        assert found.ids == ("T-02", "cameras") and "the statement “T-02”" in found.message
        project.replace(RECORD, "We sell nothing.", "The library has no cameras.")
        [found] = [one for one in project.check("elm") if one.rule == "facts/refused-and-done"]
        assert found.ids == ("not-sold", "cameras")
        project.write(RECORD, before)
        project.replace(RECORD, "Nothing is sold.", "The library has no cameras.")
        project.replace(RECORD, "status: in-force", "status: archived\n    archived: 2009-01-02")
        assert "facts/refused-and-done" not in {one.rule for one in project.check("elm")}
    finally:
        project.write(RECORD, before)
