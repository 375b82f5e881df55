"""No address of this machine or its network is asked, however it is written."""

from __future__ import annotations

import pytest

from aviso.core.web.public_addresses import is_private_host


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "64:ff9b:1:a9fe:a9:fe00::",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001:0:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2600:1::5efe:10.0.0.1",
        "ff02::1",
        "ff0e::1",
        "fe80::1%eth0",
        "2606:4700::1111%1",
        "fec0::1",
        "fc00::1",
        "192.0.0.8",
        "192.88.99.1",
        "100.100.100.200",
        "::10.1.2.3",
        "::ffff:192.168.1.1",
        "::ffff:224.0.0.1",
        "64:ff9b::10.1.2.3",
        "64:ff9b::e000:1",
        "2002:c0a8:101::5",
        "2001:0:a00:1::",
        "2a00::200:5efe:c0a8:101",
        "fe80::5efe:8.8.8.8",
        "fd00::5efe:808:808",
        "2001:db8::5efe:8.8.8.8",
        "2001:3::1",
        "2001:4:112::1",
        "2001:20::1",
        "3fff::1",
        "4000::1",
        "1::1",
        "[::1]",
        "localhost",
        "LOCALHOST.",
        "library.localhost",
        "printer.local",
        "router.home.arpa",
        "metadata.google.internal",
    ],
)
def test_these_are_private(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "8.8.8.8",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "::8.8.8.8",
        "2600::5efe:8.8.8.8",
        "192.0.1.1",
        "www.example.org",
        "localhost.example.org",
        "locals.org",
    ],
)
def test_these_are_public(host: str) -> None:
    assert not is_private_host(host)
