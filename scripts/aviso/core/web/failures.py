"""Turns the exceptions of aiohttp into answers with a fault, and refuses private addresses."""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from aviso.core.web.answers import Answer

# OpenSSL's numbers for what is wrong with a certificate (X509_V_ERR_*).
EXPIRED, OF_ANOTHER_HOST, SELF_SIGNED = 10, {62, 64}, 18


class PrivateAddress(OSError):
    """A host name resolves to an address of this machine or its network."""


class PublicResolver(AbstractResolver):
    """Resolves host names, and refuses addresses that no reader could reach.

    Without it, a link could be used to send requests inside the network that Aviso runs in.
    """

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises PrivateAddress, and OSError."""
        found = await self._resolver.resolve(host, port, family)
        if not all(ip_address(one["host"].partition("%")[0]).is_global for one in found):
            raise PrivateAddress(f"{host} is private")
        return found

    async def close(self) -> None:
        """Free the resolver."""
        await self._resolver.close()


def is_private_number(host: str) -> bool:
    """Tell whether a host is an IP address that is not public."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def make_failed_answer(url: str, error: Exception) -> Answer:
    """Return the answer for a request that failed below HTTP."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _make_certificate_answer(url, error.certificate_error)
    if isinstance(error, TimeoutError):
        return Answer(url, fault="timeout")
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, PrivateAddress):
        return Answer(url, fault="private")
    if isinstance(cause, socket.gaierror):
        is_unknown = cause.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5))
        return Answer(url, fault="no-host" if is_unknown else "no-network")
    if isinstance(
        error,
        (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError),
    ):
        return Answer(url, fault="no-connection")
    return Answer(url, fault="nonsense")


def _make_certificate_answer(url: str, error: Exception) -> Answer:
    code = getattr(error, "verify_code", 0)
    message = getattr(error, "verify_message", "") or ""
    detail = re.sub(r"^certificate verify failed: |\.$", "", message)
    if code == EXPIRED:
        fault = "expired-certificate"
    elif code in OF_ANOTHER_HOST or code == SELF_SIGNED:
        fault = "certificate"
    else:
        fault = "unknown-certificate"
    return Answer(url, fault=fault, detail=detail)
