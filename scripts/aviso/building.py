"""Brings the output up to date: finds out which sites have changed, has them made, and publishes those that are sound."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from aviso.cache import Inputs, Inventory, fingerprint
from aviso.compression import all_are_compressed
from aviso.engine import write_files
from aviso.loading import family_in
from aviso.making import Job, Made
from aviso.pages import FRONT
from aviso.problems import Problem
from aviso.publish import Output, write_stamp
from aviso.runners import Runner, here

CARDS = "cards"


@dataclass(frozen=True)
class Outcome:
    """What became of one site, and why it was made or not."""

    site_id: str
    state: Literal["published", "unchanged", "failed", "removed"]
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass
class Plan:
    """What a build has to do: the sites to make, each with the reason, and those that are as they should be."""

    reasons: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, Problem] = field(default_factory=dict)


def make_plan(inventory: Inventory, output: Output, wanted: list[str], is_forced: bool = False, is_compressed: bool = False) -> Plan:
    """Compare what each wanted library is made of with what its published site was made of."""
    plan = Plan(refused=_same_addresses(inventory))
    for site_id in wanted:
        if site_id in plan.refused:
            continue
        reason = "asked for anew" if is_forced else reason_to_make(inventory, output, site_id, is_compressed=is_compressed)
        if reason:
            plan.reasons[site_id] = reason
        else:
            plan.unchanged.append(site_id)
    return plan


def reason_to_make(inventory: Inventory, output: Output, site_id: str, more: Inputs | None = None, is_compressed: bool = False) -> str:
    """Say why a site must be made, or nothing if it need not."""
    stamp = output.stamp(site_id)
    if not stamp:
        return "not yet published"
    before: Inputs = stamp.get("inputs", {})
    now = {**inventory.inputs(name for name in before if name != CARDS), **(more or {})}
    for name, value in now.items():
        if before.get(name) != value:
            return f"changed: {_in_words(name)}"
    if is_compressed and not all_are_compressed(stamp["files"]):
        return "not yet compressed"
    return "" if output.is_whole(site_id, stamp) else "the published files were changed or are missing"


def _in_words(name: str) -> str:
    return {"aviso": "Aviso itself (its code, templates, configuration or locked versions)", CARDS: "the list of the libraries"}.get(name, name)


def _same_addresses(inventory: Inventory) -> dict[str, Problem]:
    """Refuse every library whose address another one has already."""
    first: dict[str, str] = {}
    refused = {}
    for name, address in inventory.addresses.items():
        other = first.setdefault(address, name) if address else name
        if other != name:
            refused[name] = Problem(f"data/libraries/{name}.yml", 1, f'has the same address as the library "{other}" ({address})', "Give each library an address of its own.")
    return refused


def build_sites(
    root: Path, wanted: list[str], output: Output, runner: Runner = here, is_forced: bool = False, is_stock: bool = False, is_compressed: bool = False
) -> Generator[Outcome]:
    """Make what has changed among the ``wanted`` sites and publish it; yield each outcome as it comes.

    The caller holds the output (``output.locked()``). The front page is made last, from the cards of what is published.
    """
    inventory = Inventory(root)
    plan = make_plan(inventory, output, [site_id for site_id in wanted if site_id != FRONT], is_forced, is_compressed)
    yield from (Outcome(site_id, "unchanged") for site_id in plan.unchanged)
    yield from (Outcome(site_id, "failed", "", (problem,)) for site_id, problem in plan.refused.items() if site_id in wanted)
    jobs = [
        Job(
            str(root), site_id, str(output.staging / site_id), tuple(family_in(inventory.systems, site_id)), is_stock=is_stock,
            is_compressed=is_compressed, published=str(output.place_of(site_id)),
        )
        for site_id in plan.reasons
    ]
    inventory.read_now(plan.reasons)
    for made in runner(jobs):
        yield _publish(inventory, output, made, plan.reasons[made.site_id])
    if FRONT in wanted:
        yield from _build_front(root, inventory, output, is_forced, is_stock, is_compressed)


def _build_front(root: Path, inventory: Inventory, output: Output, is_forced: bool, is_stock: bool, is_compressed: bool) -> Iterator[Outcome]:
    yield from (Outcome(site_id, "removed", "no longer in data/libraries/") for site_id in output.remove_gone(set(inventory.libraries)))
    cards = {site_id: card for site_id in output.published() if (card := output.stamp(site_id).get("card"))}
    more = {CARDS: fingerprint({name: json.dumps(card, sort_keys=True) for name, card in cards.items()})}
    reason = "asked for anew" if is_forced else reason_to_make(inventory, output, FRONT, more, is_compressed)
    if not reason:
        yield Outcome(FRONT, "unchanged")
        return
    job = Job(
        str(root), FRONT, str(output.staging / FRONT), cards=cards, others=frozenset(cards), is_stock=is_stock,
        is_compressed=is_compressed, published=str(output.folder),
    )  # fmt: skip
    for made in here([job]):
        yield _publish(inventory, output, made, reason, more)


def _publish(inventory: Inventory, output: Output, made: Made, reason: str, more: Inputs | None = None) -> Outcome:
    """Publish a sound site with its stamp; an unsound one leaves what is published alone."""
    problems = list(made.problems)
    if made.is_sound:
        built = output.staging / made.site_id
        stamp = {"inputs": {**inventory.inputs(made.inputs), **(more or {})}, "files": made.listing, "card": made.card}
        try:
            if made.files is not None:
                write_files(built, made.files)
            write_stamp(built, stamp)
            output.publish(made.site_id, built)
            return Outcome(made.site_id, "published", reason, tuple(problems))
        except OSError as error:
            problems.append(Problem(made.site_id, 1, f"the site could not be published: {error.strerror}", "Make room on the disk or give the permission, and build again."))
    return Outcome(made.site_id, "failed", reason, tuple(problems))
