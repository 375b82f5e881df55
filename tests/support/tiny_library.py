"""A library with every kind of block and very little text, so that its site is made in a moment."""

from __future__ import annotations

# "@id@" stands for the id of the library, "@vendor@", "@law@", "@kind@", "@system@" for what its
# record names.
TINY_RECORD = """\
name: {en: Library of @id@, es: Biblioteca de @id@}
short_name: {en: "@id@", es: "@id@"}
kind: @kind@
jurisdiction: {en: a fictional state, es: un estado ficticio}
website: https://www.@id@.example.org
address: https://notices.example.org/@id@/
branding: {color: "#14594f"}
publication: {state: model}
quick_answers:
  - question: {en: "What do you keep?", es: "¿Qué guardan?"}
    answer: {en: Very little., es: Muy poco.}
    link: collect.md#card
contacts:
  - id: desk
    role: {en: Questions, es: Preguntas}
    email: desk@@id@.example.org
documents:
  - id: policy
    title: {en: Policy, es: Política}
    label: {en: Policy 1, es: Política 1}
    kind: policy
    status: in-force
    effective: 2026-02-01
    statements:
      - id: T-01
        text: {en: A name is kept for 3 years., es: El nombre se guarda 3 años.}
      - id: T-02
        text: {en: Nothing is sold., es: No se vende nada.}
practices:
  - id: card-details
    situation: card
    title: {en: Your card, es: Su tarjeta}
    data: [name]
    note: {en: You give us your name., es: Usted nos da su nombre.}
    purposes: [lending]
    retention: {period: 3 years}
    source: [T-01]
  - id: loans
    situation: borrowing
    title: {en: Your loans, es: Sus préstamos}
    data: [current-loans]
    note: {en: We note what you have., es: Anotamos lo que usted tiene.}
    source: [T-01]
commitments:
  - id: not-sold
    topic: selling
    text: {en: We sell nothing., es: No vendemos nada.}
    source: [T-02]
vendors:
  - vendor: @vendor@
    state: not-verified
laws:
  - law: @law@
"""
MEMBER_RECORD = """\
name: {en: Branch @id@, es: Sucursal @id@}
short_name: {en: "@id@", es: "@id@"}
kind: member
system: @system@
jurisdiction: {en: a fictional state, es: un estado ficticio}
website: https://www.@id@.example.org
address: https://notices.example.org/@id@/
branding: {color: "#8a3b12"}
publication: {state: model}
contacts:
  - id: desk
    role: {en: Questions, es: Preguntas}
    email: desk@@id@.example.org
exceptions:
  - id: hours
    text: {en: We close at noon., es: Cerramos a mediodía.}
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>@id@</title>'
    '<path d="M0 0h9v9z"/></svg>\n'
)
TINY_PAGES = {
    "en": {
        "index": (
            "# Your privacy\n\nOf {{ library.name }}. {{ source('T-01') }}\n\n"
            "## Questions {#answers}\n\n{{ quick_answers() }}\n\n"
            "{{ privacy_label() }}\n\n{{ commitments() }}\n\n"
            "{{ members() }}\n\n{{ contacts() }}\n"
        ),
        "collect": (
            "# What we keep\n\nSome words of @id@.\n\n## Card {#card}\n\n"
            "{{ practices('card') }}\n\n## Loans {#borrowing}\n\n"
            "{{ practices('borrowing') }}\n"
        ),
        "companies": (
            "# Companies\n\n{{ vendors() }}\n\n## Each {#details}\n\n"
            "{{ shared('vendor-states') }}\n\n{{ vendor_details() }}\n"
        ),
        "documents": "# Documents\n\n## Policy {#policy}\n\n{{ document_summary('policy') }}\n",
    },
    "es": {
        "index": (
            "# Su privacidad\n\nDe {{ library.name }}. {{ source('T-01') }}\n\n"
            "## Preguntas {#answers}\n\n{{ quick_answers() }}\n\n"
            "{{ privacy_label() }}\n\n{{ commitments() }}\n\n"
            "{{ members() }}\n\n{{ contacts() }}\n"
        ),
        "collect": (
            "# Lo que guardamos\n\nPalabras de @id@.\n\n## Tarjeta {#card}\n\n"
            "{{ practices('card') }}\n\n## Préstamos {#borrowing}\n\n"
            "{{ practices('borrowing') }}\n"
        ),
        "companies": (
            "# Empresas\n\n{{ vendors() }}\n\n## Cada una {#details}\n\n"
            "{{ shared('vendor-states') }}\n\n{{ vendor_details() }}\n"
        ),
        "documents": "# Documentos\n\n## Política {#policy}\n\n{{ document_summary('policy') }}\n",
    },
}


def filled(text: str, library: str) -> str:
    """Put a library's id into a text."""
    return text.replace("@id@", library)
