"""No fact of the libraries' documents is lost.

Every fact stands on their sites in both languages, with where it comes from. The lists in
``facts/`` were written from the fact sheets and not from the data, so a fact that vanishes from the
data, moves to another section or loses a number is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.built_sites import Sites, by_class, text_of
from tests.support.facts_of_documents import (
    ABOUT,
    FACTS,
    RECORDS,
    Fact,
    facts_of,
    for_both_languages,
    statements_of,
)
from tests.support.paths import ROOT

# The lists


@pytest.mark.parametrize("library", ABOUT)
def test_the_list_is_whole(library: str):
    facts = facts_of(library)
    assert len({fact.id for fact in facts}) == len(facts) == ABOUT[library]["facts"]
    assert sorted(ABOUT) == sorted(path.stem for path in FACTS.glob("*.txt"))
    for _, group in _numbered(facts):
        assert group == list(range(1, len(group) + 1)), "the ids have a gap"


def _numbered(facts: list[Fact]) -> Iterator[tuple[str, list[int]]]:
    series: dict[str, list[int]] = {}
    for fact in facts:
        name, number = fact.id.rsplit("-", 1)
        series.setdefault(name, []).append(int(number))
    return iter(series.items())


# The data


@pytest.mark.parametrize("library", ABOUT)
def test_the_record_has_every_fact_in_its_document_and_section(library: str):
    recorded = statements_of(library)
    assert {name: (each.document["id"], each.section) for name, each in recorded.items()} == {
        fact.id: (fact.document, fact.section) for fact in facts_of(library)
    }


# Words that turn the sense of a statement: who acts, on what condition, what is only an example.
# With one of them gone, the statement says something that the document does not.
TURNING_WORDS = {
    "sonoma": """
S03-02 | just because | de quien solo visita
S03-03 | unless a court order requires it | a menos que una orden judicial (court order) lo exija
S03-06 | consists of | consta de
S03-09 | The statement says | La declaración dice
S03-10 | The Sonoma County Library does not use | La Biblioteca del Condado de Sonoma no usa
S03-12 | unauthorized attempts | intentos no autorizados
S03-13 | will require | exigirán
S03-17 | Currently | Actualmente
S25-02 | is committed to ensuring | se compromete a que
S25-07 | requires of a patron | exige al usuario
S25-07 | among others | entre otros
S25-08 | among others | entre otros
S25-11 | government agency | agencia gubernamental
S25-11 | that the library maintains | que mantiene la biblioteca
S25-12 | among others | entre otros
S25-14 | in writing to inspect the records | por escrito a examinar los registros
S25-15 | a judge of a state or federal court | un juez de un tribunal estatal o federal
S25-15 | order or warrant | (court order o warrant)
S25-16 | only on these conditions | solo con estas condiciones
S25-12 | within the scope of their duties | dentro de sus funciones
S25-09 | privacy protections extend to all patrons | se extiende a todos los usuarios
S25-10 | by the information provided | por los datos que se dan
S25-11 | must not be disclosed | No se deben divulgar
S25-16 | No other patron information | ninguna otra información
S25-17 | must provide the child’s library card | debe presentar la tarjeta
S25-17 | the amount of any fees | el monto de los cargos
S25-17 | The titles checked out | los títulos que tomó prestados
S25-17 | will not be released | No se darán a conocer
S25-18 | must not give | no deben dar
S25-18 | unless the request comes with | a menos que la solicitud venga con
S25-19 | If the Branch Manager determines | Si la gerencia determina
S25-19 | must immediately refer | debe pasarla de inmediato
S25-20 | as soon as possible | lo antes posible
S25-20 | staff must notify | el personal debe avisar
S25-23 | voluntarily consent | consiente voluntariamente
S25-24 | usually be obeyed promptly | por lo general se debe cumplir con prontitud
S25-24 | Where reasonable | Si es razonable
S25-25 | nobody outside the library’s administration | a nadie fuera de la administración
S25-21 | receive direction | recibir instrucciones
S25-22 | all the documents that the officer | todos los documentos que le entregue
S25-24 | before they respond | antes de responder
S25-24 | only the information | solo la información
S25-26 | for example | por ejemplo
S25-26 | Staff tell the officer | El personal le dice al agente
S25-27 | such as an arrest warrant | como una orden de arresto (arrest warrant)
S25-28 | an officer orders staff | un agente le exige al personal
S25-27 | take no part in serving or seizing | ni participar en notificar o detener
S25-28 | staff should comply | el personal debería dárselo
S25-28 | If the officer refuses to wait | Si el agente se niega a esperar
S25-28 | only with an order or warrant signed by a judge | solo pueden entrar
S25-29 | even if the actions seem to go beyond | aunque parezca que el agente va más allá
S25-30 | should complete | debería preparar
S25-31 | what information or circumstances | la información o las circunstancias
S25-31 | to law enforcement authorities | a las autoridades del orden público
S25-32 | Among other things | Entre otras cosas
S25-41 | unless the use and context | a menos que el uso y el contexto
""",
    "santa-monica": """
M-02 | sets guidelines | establece pautas
M-03 | in keeping with | conforme a
M-06 | only to a law enforcement agency | solo se pueden entregar a una agencia del orden público
M-04 | any informal request by a third party | ninguna solicitud informal de un tercero
M-06 | after it presents an order | después de que presente una orden
M-06 | in proper form | en debida forma
M-06 | of competent jurisdiction | tribunal competente
M-06 | and/or | y/o
M-06 | issued by a court | emitida por un tribunal
M-07 | relevant to | pertinentes para
M-08 | under penalty of law | bajo sanción de la ley
M-08 | subjects of FBI investigations | objeto de investigaciones del FBI
M-09 | such as | como
M-09 | the collection of fines | el cobro de multas
M-11 | You may give | Usted puede dar
M-11 | for example | por ejemplo
M-10 | the shortest time | el tiempo mínimo
M-12 | except possibly | salvo para posibles usos
M-14 | sent by email | enviadas por correo electrónico
M-15 | such as | como
M-18 | or to record information about them | ni para anotar información sobre ellas
M-19 | such as the catalog | como el catálogo
M-19 | do not capture | no captan
M-20 | may not be available | es posible que algunos servicios no estén
M-23 | some of these databases | algunas de estas bases de datos
M-24 | The page says | La página dice
M-25 | by name | por su nombre
M-27 | for example | por ejemplo
M-30 | does not require | no exige
M-30 | such as | como
M-31 | any request or court order | cualquier solicitud u orden judicial
M-31 | or other designated person in charge | o a otra persona designada a cargo
M-32 | signed by the court | firmadas por el tribunal
M-33 | Staff may ask | El personal puede pedir
M-33 | designated person in charge may ask | persona designada a cargo, puede pedir
M-34 | wishes to enforce | desea ejecutar
M-35 | “Policy of Confidentiality | “Policy of Confidentiality
""",
    "westchester": """
W-02 | WLS websites | los sitios web del WLS
W-02 | unless you choose | a menos que usted decida
W-05 | For this reason | Por eso
W-06 | or member library websites | o de las bibliotecas miembro
W-07 | WLS servers | servidores del WLS
W-08 | The WLS server | El servidor del WLS
W-10 | for example, to send | por ejemplo, enviar
W-12 | WLS will not use | El WLS no usará
W-13 | The policy says | La política dice
W-13 | However | Sin embargo
W-18 | if any | si lo hubo
W-19 | The policy says | La política dice
W-21 | you are responsible | es responsable
W-21 | before and while | antes de usarlos y mientras
W-25 | make every effort | hacen todo lo posible
W-26 | successful return | devolución satisfactoria
W-27 | the option | la opción
W-28 | related to the circulation | relacionados con la circulación
W-28 | deemed confidential | se consideran confidenciales
W-29 | among others | entre otros
W-30 | may be disclosed only | Solo se pueden divulgar
W-30 | under a subpoena | por una citación (subpoena
W-31 | at any time | en cualquier momento
W-30 | otherwise requires it | en otros casos
""",
}


def _turning_words() -> Iterator[tuple[str, ...]]:
    for library, lines in TURNING_WORDS.items():
        for line in lines.strip().splitlines():
            yield library, *(part.strip() for part in line.split(" | "))


@pytest.mark.parametrize(("library", "name", "english", "spanish"), list(_turning_words()))
def test_a_statement_keeps_the_words_that_turn_its_sense(
    library: str, name: str, english: str, spanish: str
):
    text = statements_of(library)[name].statement["text"]
    assert english.lower() in text["en"].lower()
    assert spanish.lower() in text["es"].lower()


# The legal words stand beside the English ones that people see on paper.


@pytest.mark.parametrize("library", ABOUT)
def test_no_spanish_text_calls_every_warrant_or_subpoena_a_court_s(library: str):
    for path, text in _spanish_texts(RECORDS[library]):
        for wrong in ("orden de registro", "citación judicial", "orden judicial o de registro"):
            assert wrong not in text.lower(), path


@pytest.mark.parametrize("library", ABOUT)
def test_a_notice_does_not_speak_as_the_library(library: str):
    ours = re.compile(r"\b(?:we|our|ours|nosotros|nuestr[oa]s?|podemos|guardamos|usamos)\b", re.I)
    pages = (ROOT / "docs" / library).rglob("*.md")
    said = [(path.name, path.read_text("utf-8")) for path in pages]
    said += [
        (path, text)
        for path, text in _texts(RECORDS[library])
        if "retention" not in path.split(".")
    ]
    assert [(where, ours.findall(text)) for where, text in said if ours.search(text)] == []


def _spanish_texts(record: object) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in _texts(record) if path.endswith(".es"))


def _texts(record: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record that readers see, with the keys that lead to it."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield from _texts(value, f"{path}.{key}")
    elif isinstance(record, list):
        for value in record:
            yield from _texts(value, path)
    elif isinstance(record, str) and path.endswith((".en", ".es")):
        yield path, record


# What a document's citation of a law is, letter by letter, in the document itself.
CITED = {
    "sonoma": [
        "California Library Services Act, California Education Code §§ 18700-18767",
        "California Public Records Act, California Government Code § 7920, et seq.",
        "California Values Act, California Government Code §§ 7284, et seq. (SB 54, 2017-2018)",
        "California Attorney General’s publication, October 2018: Promoting Safe and Secure "
        "Libraries for All; Guidance and Model Policies to Assist California’s Public Libraries "
        "in Responding to Immigration Issues",
        "USA PATRIOT Act, Section 215, 50 U.S.C. § 1861",
        "USA PATRIOT Act",
        "Sonoma County Library Commission Resolution adopted June 4, 2018, entitled ‘Resolution "
        "in Support of Undocumented Residents/Immigrants/Dreamers’",
    ],
    "santa-monica": [
        "American Library Association Code of Ethics … Article III",
        "American Library Association’s Policy on Confidentiality of Library Records",
        "Policy Concerning Confidentiality of Personally Identifiable Information About Library "
        "Users",
        "State of California Government Code §6267",
        "USA PATRIOT Act",
    ],
    "westchester": ["NYS CPL 4509"],
}


@pytest.mark.parametrize("library", ABOUT)
def test_what_stands_in_quotation_marks_as_the_document_s_citation_is_its_own(library: str):
    cited = [use["as_cited"] for use in RECORDS[library]["laws"] if "as_cited" in use]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in cited] == CITED[library]


@for_both_languages
def test_the_desk_card_of_sonoma_gives_access_only_to_an_officer_who_refuses_to_wait(
    sites: Sites, locale: str
):
    steps = [
        text_of(step)
        for step in by_class(sites["sonoma"].page(locale, "desk-card").main, "steps")[0]
    ]
    give, refuses = {
        "en": ("Give the access", "refuses to wait"),
        "es": ("Dele el acceso", "se niega a esperar"),
    }[locale]
    assert [refuses in step for step in steps if give in step] == [True]
