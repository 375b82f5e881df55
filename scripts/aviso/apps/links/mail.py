"""Turns the email addresses of a project into verdicts: does their domain take mail at all?"""

from __future__ import annotations

import asyncio

import dns.asyncresolver
import dns.exception
import dns.resolver

from aviso.core.web.classification import SOUND, Classification

UNKNOWN = Classification(
    "unsure", "its domain cannot be looked up just now", "Try again with a network."
)
NO_DOMAIN = Classification(
    "broken", "its domain does not exist", "Find the address that is used today, or take it out."
)
NO_MAIL = Classification(
    "broken", "its domain takes no mail", "Find the address that is used today, or take it out."
)
AT_ONCE = 8


async def judge_domains(
    domains: list[str], resolver: dns.asyncresolver.Resolver | None = None
) -> dict[str, Classification]:
    """Say of each domain whether mail can reach it (RFC 5321, 5.1; RFC 7505 for domains that say they take none)."""
    resolver = resolver or _resolver()
    slots = asyncio.Semaphore(AT_ONCE)

    async def judged(domain: str) -> tuple[str, Classification]:
        async with slots:
            return domain, await _judge(domain, resolver) if resolver else UNKNOWN

    return dict(await asyncio.gather(*(judged(domain) for domain in domains)))


def _resolver() -> dns.asyncresolver.Resolver | None:
    try:
        resolver = dns.asyncresolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return None
    resolver.lifetime = 10
    return resolver


async def _judge(domain: str, resolver: dns.asyncresolver.Resolver) -> Classification:
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
            return True  # Not known; nothing is said against it.
    return False
