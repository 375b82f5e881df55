"""Values that make no sense are found, and sound records are left alone.

``tests/corpus/nonsense`` has a sound library and what makes one of its values nonsense: a wrong
unit, days in the wrong order, opposite bounds in two languages, a telephone number as an email.
``held-out.yml`` was written before the checks; ``development.yml`` while they were made. The sound
ones are changes that leave the library sound, the same library with other times, the libraries of
this repository, and the invented ones of the benchmarks.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from aviso.checks.unlisted_facts import CONTACT_ON_NO_PAGE
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project as AvisoProject
from aviso.model.repository import load_records
from tests.benchmarks.invented_libraries import library_record
from tests.benchmarks.quick_yaml import to_yaml
from tests.measurements.languages import share
from tests.support.nonsense import (
    SoundLibrary,
    check_library,
    list_missed,
    read_planted,
)
from tests.support.paths import ROOT

FOUND_AT_LEAST, FLAGGED_AT_MOST = 0.95, 0.02
TABLES = ("held-out", "development")
# Libraries of the benchmarks that are no members of others.
INVENTED = range(4, 19)
SEED = 1


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> SoundLibrary:
    """The sound library in a project of its own."""
    return SoundLibrary.make(tmp_path_factory.mktemp("nonsense") / "project")


def test_the_tables_are_large_and_a_quarter_was_written_first() -> None:
    first, later = (len(read_planted(name)) for name in TABLES)
    assert first + later >= 200
    assert first >= (first + later) / 4


def test_the_library_is_sound(library: SoundLibrary) -> None:
    assert library.known == frozenset()


@pytest.mark.parametrize("name", TABLES)
def test_nonsense_is_found(
    library: SoundLibrary, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    values = read_planted(name)
    missed = list_missed(values, library.find_new, library.read())
    with capsys.disabled():
        print(f"\n{name}: {share(len(values) - len(missed), len(values))} planted values found")
    assert len(missed) / len(values) <= 1 - FOUND_AT_LEAST, missed


@pytest.mark.soak
def test_sound_records_are_left_alone(
    library: SoundLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {name: faults for name, faults in check_sound(library)}
    flagged = {name: faults for name, faults in found.items() if faults}
    with capsys.disabled():
        print(f"\n{share(len(flagged), len(found))} sound records flagged")
    assert len(found) >= 100
    assert len(flagged) / len(found) <= FLAGGED_AT_MOST, flagged


def check_sound(library: SoundLibrary) -> Iterator[tuple[str, list[Diagnostic]]]:
    """Yield a name for each sound record, and what is found in it."""
    for number, change in enumerate(read_planted("sound")):
        yield f"sound {number}", library.find_new(change.put_into(library.read()))
    for seed in range(60):
        yield f"times {seed}", library.find_new(change_times(library.read(), seed))
    records, _ = load_records(AvisoProject(ROOT))
    for name in records.libraries:
        yield name, check_library(records, name)
    for index in INVENTED:
        yield f"invented {index}", find_in_invented(library, index)


def find_in_invented(library: SoundLibrary, index: int) -> list[Diagnostic]:
    """Check an invented library, without the companies and laws that are not in the project.

    It has no pages here, so no page shows its contacts.
    """
    record = {**library_record(index, SEED), "vendors": [], "laws": [], "kind": "library"}
    name = f"invented-{index}"
    library.project.write(f"data/libraries/{name}.yml", to_yaml(record))
    records, problems = load_records(library.opened, [name])
    library.project.delete(f"data/libraries/{name}.yml")
    found = [*problems, *check_library(records, name)]
    return [one for one in found if one.rule != CONTACT_ON_NO_PAGE.id]


# Periods of the sound library, in both languages.
TIMES = (("14 days", "14 días"), ("30 days", "30 días"), ("7 years", "7 años"))
UNITS = (("days", "días", 2, 364), ("weeks", "semanas", 2, 20), ("months", "meses", 2, 60))


def change_times(text: str, seed: int) -> str:
    """The sound record with other periods, wherever they stand."""
    chance = random.Random(seed)
    for english, spanish in TIMES:
        unit, spanish_unit, least, most = chance.choice((*UNITS, ("years", "años", 2, 15)))
        count = chance.randint(least, most)
        text = re.sub(rf"\b{english}\b", f"{count} {unit}", text)
        text = re.sub(rf"\b{spanish}\b", f"{count} {spanish_unit}", text)
    return text


def test_a_build_does_not_load_what_reads_texts() -> None:
    """Whoever builds waits for every module; reading the numbers of texts is for aviso check."""
    code = (
        "import sys, aviso.build.worker; "
        "print([one for one in ('text_to_num', 'aviso.i18n.opposites') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
