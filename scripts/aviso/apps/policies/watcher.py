"""Observes policies: each is unchanged, changed, moved, gone or unreadable today."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from aviso.apps.policies.compare import PolicyDifference, compare_policies
from aviso.apps.policies.extract import MAXIMUM_BYTES, PolicyText
from aviso.apps.policies.set_aside import MARK, SetAside
from aviso.apps.policies.worker import ExtractionFailed, extract_apart
from aviso.core.web.answers import Answer
from aviso.core.web.classification import STANDING_IN, classify
from aviso.core.web.fetcher import Fetcher
from aviso.core.web.missing_pages import is_error_text
from aviso.core.web.page_request import ResponseBody
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.records import Records
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
# The number of pages that are read at once, each in a process of its own.
READERS_AT_ONCE = 2
# The states that the register keeps from earlier observations.
REGISTERED_STATES = {"unchanged", "changed", "moved", "gone", "other-language"}


@dataclass(frozen=True)
class Policy:
    """One edition of a company's policy, with its last review and its entry in the register."""

    vendor: str
    locale: str
    address: str
    reviewed_on: date | None
    known: WatchedText | None
    # The languages of the project, the default first.
    locales: tuple[str, ...]
    aside: SetAside = field(default_factory=SetAside)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which to request it, its own first."""
        return (self.locale, *(one for one in self.locales if one != self.locale))

    @property
    def key(self) -> str:
        """The name under which its text is saved."""
        return self.vendor if self.locale == self.locales[0] else f"{self.vendor}.{self.locale}"


@dataclass
class Observation:
    """A policy as it was found today.

    ``message`` says more about the state; ``entry`` is the new entry of the register.
    """

    policy: Policy
    state: State
    message: str = ""
    new_address: str = ""
    text: PolicyText | None = None
    difference: PolicyDifference | None = None
    entry: WatchedText | None = field(default=None)


# Returns the saved text of the policy with a key, or None.
LoadText = Callable[[str], PolicyText | None]


def ignore_progress(vendor: str) -> None:
    """Do nothing when a policy is done."""


def list_policies(
    records: Records,
    wanted: tuple[str, ...] = (),
    find_aside: Callable[[str], SetAside] = lambda vendor: SetAside(),
) -> list[Policy]:
    """Return the editions of the policies of the companies in use, or of the named ones.

    ``find_aside`` returns the sentences of a company's policy that are set aside.
    """
    found = []
    locales = records.project.locales.locales
    used = {use.vendor for library in records.libraries.values() for use in library.vendors}
    for name, vendor in sorted(records.vendors.items()):
        known = records.watched.get(name)
        if name not in (wanted or used):
            continue
        for locale, address in vendor.list_policies(locales[0]).items():
            entry, aside = known.root.get(locale) if known else None, find_aside(name)
            found.append(Policy(name, locale, address, vendor.reviewed_on, entry, locales, aside))
    return found


async def observe_policies(
    found: list[Policy],
    policy: RequestPolicy,
    today: date,
    load_text: LoadText,
    on_progress: Callable[[str], None] = ignore_progress,
) -> list[Observation]:
    """Fetch every policy gently, and compare it with the reviewed one."""

    async def observe_one(one: Policy, fetcher: Fetcher) -> Observation:
        answer, body = await fetcher.fetch_body(one.address, one.languages)
        async with readers:
            observation = await observe(one, answer, body, today, load_text)
        on_progress(one.vendor)
        return observation

    readers = asyncio.Semaphore(READERS_AT_ONCE)
    async with Fetcher(policy) as fetcher:
        return list(await asyncio.gather(*(observe_one(one, fetcher) for one in found)))


async def observe(
    policy: Policy, answer: Answer, body: ResponseBody | None, today: date, load_text: LoadText
) -> Observation:
    """Return what an answer means for a policy."""
    verdict = classify(policy.address, answer)
    if verdict.group == "broken":
        return _add_entry(Observation(policy, "gone", verdict.message), today)
    if not answer.is_sound or body is None or verdict.group == "refused":
        return _make_unseen(policy, verdict.message or "is too large to read")
    if body.is_html and len(body.content) > MAXIMUM_BYTES:
        return _make_unseen(policy, "is too large to compare")
    try:
        # A line with the day of the review was left out then, so it is left out now.
        days = {today, policy.known.read_on} if policy.known else {today}
        text = await extract_apart(body.content, body.charset, body.is_html, days)
    except ExtractionFailed:
        return _make_unseen(policy, "takes too long to read")
    if text.is_too_large:
        return _make_unseen(policy, "is too large to compare")
    if body.is_html and is_error_text(" ".join(text.sentences)):
        return _add_entry(Observation(policy, "gone", STANDING_IN["not-found"]), today)
    if body.is_html and not text.is_enough:
        return _make_unseen(policy, "has hardly any text; a script may fill it in")
    moved_to = verdict.new_address if verdict.group == "moved" else ""
    return _compare_with_review(policy, text, moved_to, today, load_text)


def _make_unseen(policy: Policy, message: str) -> Observation:
    return Observation(policy, "unseen", message, entry=policy.known)


def _compare_with_review(
    policy: Policy, text: PolicyText, moved_to: str, today: date, load_text: LoadText
) -> Observation:
    known = policy.known
    if policy.reviewed_on is None:
        return Observation(policy, "first", "nobody has reviewed it yet", moved_to, text)
    if known is None or known.read_on < policy.reviewed_on or known.address != policy.address:
        message = "will be compared with today's text from now on"
        entry = make_baseline(policy, text, today)
        return Observation(policy, "first", message, moved_to, text, entry=entry)
    if known.language and text.language and known.language != text.language:
        message = f"was in “{known.language}” and is now in “{text.language}”"
        return _add_entry(Observation(policy, "other-language", message, moved_to, text), today)
    before = load_text(policy.key)
    reviewed = known.sentences.split()
    digests = [one.removeprefix(MARK) for one in reviewed]
    sentences = before.sentences if before and list(before.digests) == digests else None
    left, kept = policy.aside.remove_from_reviewed(reviewed, sentences)
    difference = compare_policies(left, policy.aside.remove_from(text), kept)
    state: State = "changed"
    if difference.is_empty:
        state = "moved" if moved_to else "unchanged"
    return _add_entry(Observation(policy, state, "", moved_to, text, difference), today)


def make_baseline(policy: Policy, text: PolicyText, today: date) -> WatchedText:
    """Return the entry of the register for a text that was reviewed."""
    return WatchedText(
        address=policy.address,
        language=text.language or "unknown",
        read_on=today,
        words=text.words,
        sentences=policy.aside.write_digests(text),
        state="unchanged",
        since=today,
    )


def _add_entry(observation: Observation, today: date) -> Observation:
    """Add the entry for the register; a state that lasts keeps the day on which it began."""
    known = observation.policy.known
    if known and observation.state in REGISTERED_STATES:
        if known.state != observation.state:
            known = known.model_copy(update={"state": observation.state, "since": today})
        observation.entry = known
    return observation
