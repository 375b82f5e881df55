"""What the search finds."""

from __future__ import annotations

import pytest

from tests.support.repeats import at_each_change
from tests.support.search_pages import search


@pytest.mark.parametrize(
    ("locale", "queries"),
    [
        ("es", ["préstamo", "prestamo", "préstamos", "prestamos", "PRÉSTAMOS"]),
        ("es", ["biblioteca", "bibliotecas", "Biblioteca"]),
        ("es", ["información", "informacion", "informaciones"]),
        ("es", ["orden", "órdenes", "ordenes"]),
        ("es", ["juez", "jueces"]),
        ("es", ["niño", "niños", "nino", "ninos"]),
        ("es", ["policía", "policia", "policías"]),
        ("es", ["conexión", "conexion", "conexiones"]),
        ("es", ["tecnología", "tecnologia", "tecnologías", "tecnologias"]),
        ("es", ["borra", "borrar", "borramos", "borrado"]),
        ("en", ["record", "records", "recorded", "Récord"]),
        ("en", ["library", "libraries", "library's", "library’s"]),
        ("en", ["delete", "deletes", "deletion", "deleted"]),
        ("en", ["child", "children", "children's"]),
        ("en", ["collect", "collects", "collection"]),
    ],
)
def test_accents_capitals_and_inflections_do_not_matter(pages, locale, queries):
    page = pages[locale]
    answers = {query: sorted(search(page, query)) for query in queries}
    assert answers[queries[0]]
    assert set(map(tuple, answers.values())) == {tuple(answers[queries[0]])}, answers


# Words of a notice, one family to a line: singular and plural, with their accents.
SPANISH_NUMBERS = """
    préstamo préstamos · biblioteca bibliotecas · información informaciones · niño niños ·
    niña niñas · juez jueces · policía policías · compañía compañías · ley leyes · orden órdenes ·
    dirección direcciones · correo correos · electrónico electrónicos · tecnología tecnologías ·
    categoría categorías · registro registros · dato datos · menor menores · libro libros ·
    tarjeta tarjetas · empresa empresas · proveedor proveedores · multa multas · cookie cookies ·
    derecho derechos · tribunal tribunales · agente agentes · notificación notificaciones ·
    autorización autorizaciones · usuario usuarios · reserva reservas · cámara cámaras ·
    servicio servicios · sitio sitios · año años · mes meses · interés intereses · país países ·
    red redes · padre padres · búsqueda búsquedas · contraseña contraseñas · teléfono teléfonos ·
    último últimos · máximo máximos · vez veces · adolescente adolescentes · joven jóvenes ·
    conexión conexiones · opción opciones · excepción excepciones · ramo ramos · extremo extremos ·
    estadística estadísticas · público públicos · huella huellas · inmigrante inmigrantes ·
    día días · análisis · crisis · virus · examen exámenes · origen orígenes · margen márgenes ·
    volumen volúmenes
"""


# Every fourth family, from another one on.
@pytest.mark.parametrize("first", at_each_change(range(4), 4))
def test_spanish_plurals_and_accents_over_a_word_list(opened, site, first: int):
    families = [_spellings(family.split()) for family in SPANISH_NUMBERS.split("·")[first::4]]
    words = sorted({word for family in families for word in family})
    site.write_index(
        "es", [{"url": f"#{word}", "title": "Lista", "heading": "", "text": word} for word in words]
    )
    page = opened("es")
    found = {word: set(search(page, word)) for word in words}
    for family in families:
        for word in family:
            assert found[word] >= {f"#{each}" for each in family}, word
            assert found[word] == found[_without_accents(word)], word


def _spellings(words: list[str]) -> set[str]:
    return {*words, *map(_without_accents, words)}


def _without_accents(word: str) -> str:
    return word.translate(str.maketrans("áéíóúüñ", "aeiouun"))


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        ("en", "audi", ["../companies/#hoopla"]),
        ("en", "chi", ["../children/#under-13"]),
        ("es", "informac", ["../police/#orders"]),
        ("es", "electró", ["../companies/#hoopla"]),
    ],
)
def test_the_beginning_of_a_word_is_enough(pages, locale, typed, found):
    assert search(pages[locale], typed) == found


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        ("en", "hopla", ["../companies/#hoopla"]),
        ("en", "polivy", ["../laws/#policy"]),
        ("en", "audoibooks", ["../companies/#hoopla"]),
        ("es", "bilbioteca", ["../choices/#loans", "../laws/#policy"]),
        ("es", "polisia", ["../police/#orders"]),
    ],
)
def test_small_typing_errors_are_forgiven(pages, locale, typed, found):
    assert search(pages[locale], typed) == found


@pytest.mark.parametrize(
    ("typed", "found"), [("police", ["../police/#orders"]), ("court", ["../police/#orders"])]
)
def test_a_word_that_is_there_is_not_taken_for_a_typing_error(pages, typed, found):
    assert search(pages["en"], typed) == found


@pytest.mark.parametrize("typed", ["6268", "car", "zzzzzz"])
def test_short_words_and_numbers_are_taken_as_typed(pages, typed):
    assert search(pages["en"], typed) == []


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        ("en", "what can the police see", ["../police/#orders"]),
        ("en", "email address", ["../companies/#hoopla"]),
        ("es", "¿qué libros tiene un niño?", ["../children/#under-13"]),
        ("es", "la orden de un juez", ["../police/#orders"]),
    ],
)
def test_every_word_must_match_but_the_commonest(pages, locale, typed, found):
    assert search(pages[locale], typed) == found


def test_without_a_section_that_has_every_word_any_of_them_will_do(pages):
    assert search(pages["en"], "hoopla judge") == ["../companies/#hoopla", "../police/#orders"]


@pytest.mark.parametrize(("locale", "typed"), [("en", "when you"), ("es", "cuando")])
def test_common_words_count_when_there_is_nothing_else(pages, locale, typed):
    assert search(pages[locale], typed)


def test_a_heading_counts_more_than_the_text(pages):
    assert search(pages["en"], "email") == ["../choices/#email", "../companies/#hoopla"]
