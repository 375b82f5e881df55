"""The comparison of two languages against a corpus: pairs with one planted fault, and sound pairs as people translate.

``development.yml`` is what it was developed with; ``second.yml`` to ``fourth.yml`` were each written before it was tried on them, and then used to
mend it; nothing was changed for ``held-out.yml``. The head of each file says how the first reading went.
The test prints the figures that stand in CONTRIBUTING.md.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from aviso.translation.facts import Text, differences

CORPUS = Path(__file__).parent / "corpus"
PARTS = ("development", "second", "third", "fourth", "fifth", "held-out", "sealed")
FOUND_AT_LEAST, FLAGGED_AT_MOST = 0.95, 0.05


@lru_cache
def part(name: str) -> dict[str, Any]:
    return yaml.safe_load((CORPUS / f"{name}.yml").read_text("utf-8"))


def kinds(pair: dict[str, str], names: list[list[str]]) -> set[str]:
    """The kinds of the differences that are reported of a pair."""
    return {one.kind for one in differences(Text("en", pair["en"]), Text("es", pair["es"]), [tuple(name) for name in names])}


def planted(name: str) -> list[tuple[str, str, dict[str, str]]]:
    """Every fault: its kind, its place in the corpus, and the pair that has it."""
    found = []
    for kind, sound, locale, old, new in part(name)["faults"]:
        pair = dict(part(name)["sound"][sound])
        assert old in pair[locale], f"{sound} has no {old!r}"
        found.append((kind, f"{sound} {locale} {new!r}", {**pair, locale: pair[locale].replace(old, new, 1)}))
    return found


def missed(name: str) -> list[str]:
    return [f"{kind}: {place}" for kind, place, pair in planted(name) if not kinds(pair, part(name)["names"])]


def flagged(name: str) -> list[str]:
    return [f"{key}: {sorted(found)}" for key, pair in part(name)["sound"].items() if (found := kinds(pair, part(name)["names"]))]


def test_the_corpus_is_large_and_has_every_kind() -> None:
    faults = [fault for name in PARTS for fault in planted(name)]
    assert len(faults) >= 150 and sum(len(part(name)["sound"]) for name in PARTS) >= 150
    assert {kind for kind, _, _ in faults} == {
        "number", "period", "date", "time", "money", "email", "address", "telephone", "law", "name", "negation", "only", "modality", "list", "heading",
        "table", "link", "placeholder",
    }  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_the_figures_of_each_part(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    faults, sound, lost, wrong = len(planted(name)), len(part(name)["sound"]), missed(name), flagged(name)
    with capsys.disabled():
        print(f"\n{name}: {faults - len(lost)} of {faults} faults found ({1 - len(lost) / faults:.1%}), {len(wrong)} of {sound} sound pairs flagged ({len(wrong) / sound:.1%})")
        print("\n".join(f"    missed: {one}" for one in lost), "\n".join(f"    flagged: {one}" for one in wrong), sep="\n")
    assert len(lost) <= 0.1 * faults and len(wrong) <= 0.1 * sound


def test_of_all_faults_most_are_found_and_few_sound_pairs_are_flagged() -> None:
    faults, sound = sum(len(planted(name)) for name in PARTS), sum(len(part(name)["sound"]) for name in PARTS)
    lost, wrong = [one for name in PARTS for one in missed(name)], [one for name in PARTS for one in flagged(name)]
    assert 1 - len(lost) / faults >= FOUND_AT_LEAST, lost
    assert len(wrong) / sound <= FLAGGED_AT_MOST, wrong
