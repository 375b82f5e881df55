"""Policies of a company as its server sends them, and the reviews of them."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

VENDOR = "data/vendors/pagewell.yml"
PATH = "/policy/pagewell"
SENTENCES = [
    (
        "We collect your name, your email address and the number of your library card when you "
        "register."
    ),
    "We use this information to let you borrow books and to tell you when they are due.",
    "We keep your borrowing history for 90 days after you return a book.",
    "We do not sell your information to anyone.",
    (
        "We share information with companies that run our servers, and with the courts if a "
        "law makes us."
    ),
    "You may ask us at any time to delete your account and all that belongs to it.",
    "Children under 13 may use the service only through their library.",
]
SPANISH = [
    (
        "Recopilamos su nombre, su correo electrónico y el número de su tarjeta de la "
        "biblioteca cuando usted se registra."
    ),
    (
        "Usamos esos datos para que usted pueda pedir libros prestados y para avisarle de las "
        "fechas de devolución."
    ),
    "Guardamos el historial de préstamos durante 90 días después de la devolución de los libros.",
    (
        "No vendemos sus datos a nadie, y los compartimos con las empresas que administran los "
        "servidores."
    ),
    "Usted puede pedir en cualquier momento que borremos su cuenta y todo lo que hay en ella.",
]


def plain(sentences: list[str], language: str = "en") -> str:
    return (
        f'<html lang="{language}"><head><title>Privacy</title></head><body><h1>Privacy policy</h1>'
        + "".join(f"<p>{one}</p>" for one in sentences)
        + "</body></html>"
    )


def laid_out_anew(sentences: list[str]) -> str:
    first, rest = sentences[:3], sentences[3:]
    return (
        '<html lang="en"><head><title>Privacy</title><style>p{color:red}</style>'
        '<script>var x=1</script></head><body class="new">'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>'
        '</header><main><article><h1>Privacy policy</h1><div class="a"><div class="b"><p>'
        + " ".join(first)
        + "</p></div></div><ul>"
        + "".join(f"<li><span>{one}</span></li>" for one in rest)
        + "</ul></article></main><footer><p>© 2027 Pagewell</p></footer></body></html>"
    )


def seen(done: Result) -> dict[str, object]:
    assert done.exit_code == 0, done.output
    [one] = [row for row in json.loads(done.stdout) if row["vendor"] == "pagewell"]
    return one


def watch(aviso: Callable[..., Result], day: str) -> dict[str, object]:
    return seen(aviso("watch", "pagewell", "--format", "json", "--today", day))
