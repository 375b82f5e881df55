"""The number of the records' form is found and written, whatever stands around it."""

from __future__ import annotations

import pytest

from aviso.model.migrations import CURRENT_FORM
from aviso.model.record_form import FORM_FILE
from tests.support.project import Project


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ('"form" : 1\n', f'"form" : {CURRENT_FORM}\n'),
        ("form:\n  1\n", f"form:\n  {CURRENT_FORM}\n"),
        ("{form: '1'} # ours\n", f"{{form: {CURRENT_FORM}}} # ours\n"),
    ],
)
def test_the_number_is_found_however_its_key_is_written(
    small_project: Project, written: str, after: str
) -> None:
    small_project.write(FORM_FILE, written)
    assert small_project.invoke("migrate", "--write").exit_code == 0
    assert small_project.read(FORM_FILE) == after


@pytest.mark.parametrize(
    "note", ["My notes.\n", "notes: [a, b]\n", "<<<<<<< HEAD\nform: 1\n", "form: x"]
)
def test_what_somebody_wrote_in_place_of_the_number_stays(
    small_project: Project, note: str
) -> None:
    small_project.write(FORM_FILE, note)
    done = small_project.invoke("migrate", "--write")
    assert done.exit_code == 1 and f"{FORM_FILE}, line 1" in done.output, done.output
    assert small_project.read(FORM_FILE) == note
