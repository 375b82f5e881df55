"""Host names in letters beyond a–z: which are names, and which imitate others."""

from __future__ import annotations

import pytest

from aviso.core.host_names import (
    LookalikeHost,
    decode_host,
    encode_address,
    encode_host,
    show_address,
)
from aviso.model.fields import check_address
from aviso.model.record import InvalidValue


@pytest.mark.parametrize(
    ("written", "ascii_name"),
    [
        ("www.bibliotecaespaña.es", "www.xn--bibliotecaespaa-crb.es"),
        ("www.xn--bibliotecaespaa-crb.es", "www.xn--bibliotecaespaa-crb.es"),
        ("BibliotecaEspaña.es", "xn--bibliotecaespaa-crb.es"),
        ("bibliotecaespan\u0303a.es", "xn--bibliotecaespaa-crb.es"),
        ("bücherei.de", "xn--bcherei-n2a.de"),
        ("straße.de", "xn--strae-oqa.de"),
        ("thư-viện.vn", "xn--th-vin-4zb3960d.vn"),
        ("library.org", "library.org"),
        ("日本図書館.jp", "xn--lcsr16avxa5ft38u.jp"),
        ("библиотека.рф", "xn--80abaqnbpf2a4b.xn--p1ai"),
        ("مكتبة.sa", "xn--ngbcb3hj.sa"),
        # All its letters look like a–z, but nothing in the name is in Latin letters.
        ("хаос.рф", encode_host("хаос.рф")),
    ],
)
def test_a_name_in_the_letters_of_one_script_is_a_name(written: str, ascii_name: str) -> None:
    assert encode_host(written) == ascii_name
    assert decode_host(ascii_name) == decode_host(encode_host(written))


@pytest.mark.parametrize(
    "written",
    [
        "bibliоteca.es",
        "xn--bibliteca-42h.es",
        "аррӏе.com",
        "gοοgle.com",
        "lıbrary.org",
        "ɡoogle.com",
        "библиотекa.рф",
        "w%77w.example.org",
    ],
)
def test_an_imitation_is_refused_with_a_hint_to_follow(written: str) -> None:
    with pytest.raises(LookalikeHost, match="; (type the host name again|write the host name as)"):
        encode_host(written)


@pytest.mark.parametrize("written", ["ｌibrary.org", "bibli\u200coteca.es", "ﬁnd.org"])
def test_what_no_name_can_have_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue):
        check_address(f"https://{written}/")


def test_an_address_keeps_all_but_its_host() -> None:
    written = "https://www.bibliotecaespaña.es:8080/política?x=ñ#niños"
    encoded = "https://www.xn--bibliotecaespaa-crb.es:8080/política?x=ñ#niños"
    assert encode_address(written) == check_address(written) == encoded
    assert show_address(encoded) == written
    assert show_address("a@xn--bibliotecaespaa-crb.es") == "a@bibliotecaespaña.es"
    assert encode_address("https://example.org/política") == "https://example.org/política"
