"""Turns the exceptions of aiohttp into answers with a fault."""

from __future__ import annotations

import re
import socket

import aiohttp

from aviso.core.web.answers import Answer
from aviso.core.web.public_addresses import PrivateAddress

# OpenSSL's numbers for what is wrong with a certificate (X509_V_ERR_*).
EXPIRED, OF_ANOTHER_HOST, SELF_SIGNED = 10, {62, 64}, 18


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
