"""Whether the domain of an email address takes mail."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import Iterator

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from aviso.apps.links.mail import classify_domains

# Email: a real name server on a loopback address.

ZONE = {
    ("mail.net", "MX"): "10 mx.mail.net.",
    ("host-only.net", "A"): "192.0.2.1",
    ("no-mail.net", "MX"): "0 .",
}
NAMES = {"mail.net", "host-only.net", "no-mail.net", "nothing.net"}


class _Names(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, socket = self.request
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True)
        reply = dns.message.make_response(query)
        if name == "silent.net":
            return
        if name not in NAMES:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        record = ZONE.get((name, dns.rdatatype.to_text(question.rdtype)))
        if record:
            reply.answer.append(
                dns.rrset.from_text(
                    question.name, 60, "IN", dns.rdatatype.to_text(question.rdtype), record
                )
            )
        socket.sendto(reply.to_wire(), self.client_address)


@pytest.fixture
def resolver() -> Iterator[dns.asyncresolver.Resolver]:
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Names) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        one = dns.asyncresolver.Resolver(configure=False)
        one.nameservers, one.port, one.lifetime = ["127.0.0.1"], server.server_address[1], 30
        yield one
        server.shutdown()


def test_domains_that_take_no_mail_are_broken(resolver: dns.asyncresolver.Resolver) -> None:
    verdicts = asyncio.run(classify_domains([*sorted(NAMES), "gone.net"], resolver))
    assert {domain: verdict.group for domain, verdict in verdicts.items()} == {
        "mail.net": "sound",
        "host-only.net": "sound",
        "no-mail.net": "broken",
        "nothing.net": "broken",
        "gone.net": "broken",
    }


def test_a_name_server_that_says_nothing_proves_nothing(
    resolver: dns.asyncresolver.Resolver,
) -> None:
    resolver.lifetime = 0.5
    assert asyncio.run(classify_domains(["silent.net"], resolver))["silent.net"].group == "unsure"
