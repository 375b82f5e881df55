"""Classifies the domains of email addresses: does a domain accept mail at all?"""

from __future__ import annotations

import asyncio

import dns.asyncresolver
import dns.exception
import dns.resolver

from aviso.core.web.classification import SOUND, Classification

UNKNOWN = Classification(
    "unsure", "its domain cannot be looked up right now", "Try again when you are online."
)
NO_DOMAIN = Classification(
    "broken", "its domain does not exist", "Find the address that is used today, or take it out."
)
NO_MAIL = Classification(
    "broken", "its domain accepts no mail", "Find the address that is used today, or take it out."
)
QUERIES_AT_ONCE = 8
TIMEOUT_SECONDS = 10


async def classify_domains(
    domains: list[str], resolver: dns.asyncresolver.Resolver | None = None
) -> dict[str, Classification]:
    """Return the classification of each domain by whether mail can reach it.

    Sources: RFC 5321, 5.1, and RFC 7505 for domains that declare that they accept no mail.
    """
    resolver = resolver or _make_resolver()
    slots = asyncio.Semaphore(QUERIES_AT_ONCE)

    async def classify(domain: str) -> tuple[str, Classification]:
        async with slots:
            return domain, await _classify_domain(domain, resolver) if resolver else UNKNOWN

    return dict(await asyncio.gather(*(classify(domain) for domain in domains)))


def _make_resolver() -> dns.asyncresolver.Resolver | None:
    try:
        resolver = dns.asyncresolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return None
    resolver.lifetime = TIMEOUT_SECONDS
    return resolver


async def _classify_domain(domain: str, resolver: dns.asyncresolver.Resolver) -> Classification:
    try:
        exchanges = await resolver.resolve(domain, "MX")
        return NO_MAIL if all(str(one.exchange) == "." for one in exchanges) else SOUND
    except dns.resolver.NXDOMAIN:
        return NO_DOMAIN
    except dns.resolver.NoAnswer:
        # Without a mail record, the host itself is the mail server.
        return SOUND if await _has_host(domain, resolver) else NO_MAIL
    except (dns.exception.DNSException, OSError):
        return UNKNOWN


async def _has_host(domain: str, resolver: dns.asyncresolver.Resolver) -> bool:
    for kind in ("A", "AAAA"):
        try:
            await resolver.resolve(domain, kind)
            return True
        except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
            continue
        except (dns.exception.DNSException, OSError):
            return True  # The domain gets the benefit of the doubt.
    return False
