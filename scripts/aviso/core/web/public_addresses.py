"""Tells which hosts the public can reach, and refuses those of this machine and its network."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

# Addresses that hold an IPv4 address in their last 32 bits: NAT64 (RFC 6052), the IPv4-compatible
# and the translated ones (RFC 4291, 2.5.5.1; RFC 2765).
EMBEDDING = tuple(IPv6Network(one) for one in ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96"))
# These, the mapped ones (RFC 4291, 2.5.5.2), and 6to4 (RFC 3056) are no addresses of their own.
STANDING_FOR_OTHERS = (*EMBEDDING, IPv6Network("::ffff:0:0/96"), IPv6Network("2002::/16"))
# Site-local and discard-only addresses, local NAT64 (RFC 8215), those for protocols (RFC 2928, with
# Teredo and ORCHID among them), documents, and segments. Not every Python knows all of them.
NEVER_PUBLIC = tuple(
    IPv6Network(one)
    for one in (
        "fec0::/10",
        "100::/64",
        "64:ff9b:1::/48",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
    )
)
# For protocols only (RFC 6890), and the withdrawn relays of 6to4 (RFC 7526).
NEVER_PUBLIC_IPV4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
# Names that only mean this machine or this network (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
PRIVATE_NAMES = ("localhost", "local", "localdomain", "internal", "home.arpa", "alt")


class PrivateAddress(OSError):
    """A host name resolves to an address of this machine or its network."""


class PublicResolver(AbstractResolver):
    """Resolves host names, and refuses addresses that the public cannot reach.

    Without it, a link could make Aviso send requests inside its own network.
    """

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises PrivateAddress, and OSError."""
        if is_private_host(host):
            raise PrivateAddress(f"{host} is private")
        found = await self._resolver.resolve(host, port, family)
        if not found or any(is_private_host(one["host"]) for one in found):
            raise PrivateAddress(f"{host} is private")
        return found

    async def close(self) -> None:
        """Free the resolver."""
        await self._resolver.close()


def is_private_host(host: str) -> bool:
    """Tell whether a host is an address or a name that is not public."""
    # An address with a zone is local to this machine (RFC 4007, 11).
    number, zone, _ = host.strip("[]").partition("%")
    try:
        return bool(zone) or not _is_public(ip_address(number))
    except ValueError:
        name = host.lower().rstrip(".")
        return any(name == one or name.endswith(f".{one}") for one in PRIVATE_NAMES)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is public, and so is each IPv4 address within it."""
    if isinstance(address, IPv4Address):
        is_global = address.is_global and not address.is_multicast
        return is_global and not any(address in network for network in NEVER_PUBLIC_IPV4)
    if address.is_multicast or any(address in network for network in NEVER_PUBLIC):
        return False
    embedded = _find_embedded(address)
    # An address that only stands for another is as public as that one.
    stands_for_another = embedded and any(address in network for network in STANDING_FOR_OTHERS)
    is_assigned = address.is_global and not address.is_reserved
    return bool(stands_for_another or is_assigned) and all(_is_public(one) for one in embedded)


def _find_embedded(address: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that a packet to this address can reach."""
    found = [one for one in (address.ipv4_mapped, address.sixtofour) if one]
    is_special = int(address) in (0, 1)
    if not is_special and any(address in network for network in EMBEDDING):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    # ISATAP (RFC 5214, 6.1) has 0000:5efe or 0200:5efe before the address.
    if (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return found
