"""Turns the register and the pages of today into sightings: each policy unchanged, changed, moved, gone, or not to be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from aviso.apps.policies.compare import Difference, compare
from aviso.apps.policies.extract import PolicyText, policy_text
from aviso.core.web.answers import Answer
from aviso.core.web.classification import classify
from aviso.core.web.fetcher import Body, Fetcher
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.repository import Records
from aviso.model.upkeep import WatchedText

State = Literal["unchanged", "changed", "other-language", "moved", "gone", "unseen", "first"]
STATES: tuple[State, ...] = (
    "changed",
    "other-language",
    "gone",
    "moved",
    "unseen",
    "first",
    "unchanged",
)
KNOWN_STATES = {"unchanged", "changed", "moved", "gone", "other-language"}


@dataclass(frozen=True)
class Policy:
    """One edition of a company's policy: its address, the day of the last review, and what the register knows."""

    vendor: str
    locale: str
    address: str
    reviewed_on: date | None
    known: WatchedText | None

    @property
    def key(self) -> str:
        """Its name among kept texts."""
        return self.vendor if self.locale == "en" else f"{self.vendor}.{self.locale}"


@dataclass
class Observation:
    """What was seen of a policy today."""

    policy: Policy
    state: State
    words: str = ""
    new_address: str = ""
    text: PolicyText | None = None
    difference: Difference | None = None
    entry: WatchedText | None = field(default=None)


KeptText = Callable[[str], PolicyText | None]


def policies(records: Records, wanted: tuple[str, ...] = ()) -> list[Policy]:
    """The editions of the policies of all companies, or of the named ones."""
    found = []
    for name, vendor in sorted(records.vendors.items()):
        known = records.watched.get(name)
        for locale, address in (("en", vendor.privacy_policy), ("es", vendor.privacy_policy_es)):
            if address and (not wanted or name in wanted):
                found.append(
                    Policy(
                        name,
                        locale,
                        address,
                        vendor.reviewed_on,
                        getattr(known, locale) if known else None,
                    )
                )
    return found


async def observe_policies(
    found: list[Policy],
    manners: RequestPolicy,
    today: date,
    kept: KeptText,
    told: Callable[[str], None] = lambda name: None,
) -> list[Observation]:
    """Fetch every policy, gently, and compare it with the one that was reviewed."""

    async def seen(policy: Policy, fetcher: Fetcher) -> Observation:
        answer, body = await fetcher.text(policy.address)
        sighting = sight(policy, answer, body, today, kept)
        told(policy.vendor)
        return sighting

    async with Fetcher(manners) as fetcher:
        return list(await asyncio.gather(*(seen(policy, fetcher) for policy in found)))


def sight(
    policy: Policy, answer: Answer, body: Body | None, today: date, kept: KeptText
) -> Observation:
    """Say what an answer means for a policy."""
    verdict = classify(policy.address, answer)
    if verdict.group == "broken":
        return _entered(Observation(policy, "gone", verdict.message), today)
    if not answer.is_sound or body is None or verdict.group == "refused":
        return Observation(
            policy, "unseen", verdict.message or "is too large to read", entry=policy.known
        )
    text = policy_text(body.content, body.charset, body.is_html)
    if body.is_html and not text.is_enough:
        return Observation(
            policy, "unseen", "has hardly any text; a script may fill it in", entry=policy.known
        )
    moved = verdict.new_address if verdict.group == "moved" else ""
    return _compared(policy, text, moved, today, kept)


def _compared(
    policy: Policy, text: PolicyText, moved: str, today: date, kept: KeptText
) -> Observation:
    known = policy.known
    if policy.reviewed_on is None:
        return Observation(policy, "first", "nobody has reviewed it yet", moved, text)
    if known is None or known.read_on < policy.reviewed_on or known.address != policy.address:
        return Observation(
            policy,
            "first",
            "will be compared with what it says today",
            moved,
            text,
            entry=baseline(policy, text, today),
        )
    if known.language and text.language and known.language != text.language:
        return _entered(
            Observation(
                policy,
                "other-language",
                f"was in “{known.language}” and is now in “{text.language}”",
                moved,
                text,
            ),
            today,
        )
    before = kept(policy.key)
    sentences = before.sentences if before and " ".join(before.digests) == known.sentences else None
    difference = compare(known.sentences.split(), text, sentences)
    state: State = (
        "moved"
        if moved and difference.is_none
        else "unchanged"
        if difference.is_none
        else "changed"
    )
    return _entered(Observation(policy, state, "", moved, text, difference), today)


def baseline(policy: Policy, text: PolicyText, today: date) -> WatchedText:
    """What the register keeps of a text that was reviewed."""
    return WatchedText(
        address=policy.address,
        language=text.language or "unknown",
        read_on=today,
        words=text.words,
        sentences=" ".join(text.digests),
        state="unchanged",
        since=today,
    )


def _entered(sighting: Observation, today: date) -> Observation:
    """Give a sighting its entry: a state that lasts keeps the day on which it was first seen."""
    known = sighting.policy.known
    if known and sighting.state in KNOWN_STATES:
        sighting.entry = (
            known
            if known.state == sighting.state
            else known.model_copy(update={"state": sighting.state, "since": today})
        )
    return sighting
