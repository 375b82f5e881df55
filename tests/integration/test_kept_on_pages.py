"""How long something is kept, why and by whom, on built pages in both languages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.project import Project

RECORD = "data/libraries/elm.yml"
STAGES = """\
    retention:
      - period: 30 days
        then: deleted
        exceptions: {en: longer in backups, es: más tiempo en las copias}
      - of: {en: clips of an incident, es: imágenes de un incidente}
        at_least: 7 fiscal years
        after: incident-closed
        because: ala-code-iii
      - of: name
        until: {en: you ask us to stop, es: usted pida que paremos}
"""
LOANS = """\
    note: {en: We note what you have., es: Anotamos lo que usted tiene.}
"""
HOW_LONG = re.compile(
    r'(?:data-label="For how long"|data-label="Por cuánto tiempo")>(.*?)</td>', re.S
)


def give(project: Project, kept_by: str, to: str = RECORD) -> None:
    """Say who keeps the loans."""
    project.write(to, re.sub(r"(?m)^    kept_by: .*\n", "", project.read(to)))
    project.replace(to, LOANS, f"{LOANS}    kept_by: {kept_by}\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A system with a member, and stages."""
    project = Project.tiny(tmp_path_factory.mktemp("kept") / "project", tiny=["elm"])
    shutil.copy(ROOT / "data/terms/events.yml", project / "data/terms/events.yml")
    project.replace(RECORD, "kind: library", "kind: system")
    project.replace(RECORD, "    retention: {period: 3 years}\n", STAGES)
    project.replace(RECORD, "A name is kept for 3 years.", "A name is kept for 30 days.")
    project.replace(RECORD, "El nombre se guarda 3 años.", "El nombre se guarda 30 días.")
    project.add_member("oak", "elm")
    project.replace("data/libraries/oak.yml", "exceptions:\n", "practices:\n" + MEMBERS)
    return project


MEMBERS = """\
  - id: loans
    situation: borrowing
    title: {en: Your loans, es: Sus préstamos}
    data: [current-loans]
    note: {en: We note what you have., es: Anotamos lo que usted tiene.}
    kept_by: system
    source: [T-01]
exceptions:
"""


@pytest.fixture(scope="module")
def published(project: Project) -> Path:
    return project.published()


def read(published: Path, *address: str) -> str:
    return Path(published, *address, "index.html").read_text("utf-8")


def plain(html: str) -> list[str]:
    """The lines of a cell, without tags."""
    lines = [re.sub(r"<[^>]+>", "", line).strip() for line in html.split("</li>")]
    return [line for line in lines if line]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        (
            (),
            [
                "30 days, then deleted (except: longer in backups)",
                "Clips of an incident: at least 7 fiscal years after the incident is closed (ALA ",
                "Name: until you ask us to stop",
            ],
        ),
        (
            ("es",),
            [
                "30 días; después se borra (excepto: más tiempo en las copias)",
                "Imágenes de un incidente: al menos 7 años fiscales después de que se cierre el",
                "Nombre: hasta que usted pida que paremos",
            ],
        ),
    ],
)
def test_stages_are_lines_of_the_card_and_of_the_label(
    published: Path, prefix: tuple[str, ...], expected: list[str]
) -> None:
    home = read(published, "elm", *prefix)
    label = HOW_LONG.search(home)
    assert label
    collect = read(published, "elm", *prefix, "collect")
    card = next(
        found
        for found in re.findall(r"<dd>(.*?)</dd>", collect, re.S)
        if expected[0] in plain(found)[0]
    )
    for cell in (label[1], card):
        lines = plain(cell)
        assert len(lines) == 3 and all(
            line.startswith(one) for line, one in zip(lines, expected, strict=True)
        )
        assert 'class="vague"' not in cell and 'class="tag"' not in cell
        assert re.search(r'href="[^"]*(?:laws|leyes)/#ala-code-iii"', cell)


def test_an_event_is_no_vague_time(published: Path) -> None:
    assert "no exact period given" not in read(published, "elm", "collect")
    assert "sin plazo exacto" not in read(published, "elm", "es", "collect")


def test_a_member_says_that_its_system_keeps_it(published: Path) -> None:
    english = read(published, "oak", "collect")
    assert re.search(
        r'<dt>Kept by</dt><dd><a href="https://notices.example.org/elm/">Library of elm</a>',
        english,
    )
    spanish = read(published, "oak", "es", "collect")
    assert re.search(
        r'<dt>Quién lo guarda</dt><dd><a href="[^"]*elm/es/">Biblioteca de elm</a>', spanish
    )
    # The library itself is not named.
    assert "<dt>Kept by</dt>" not in read(published, "elm", "collect")


def test_other_keepers_are_named(project: Project, tmp_path: Path) -> None:
    copy = project.copied_to(tmp_path / "copy")
    for keeper, english, spanish in (
        ("town", "your town, city or county", "su municipio o condado"),
        ("hoopla", '<a href="../companies/#hoopla">', '<a href="../companies/#hoopla">'),
        (
            "{name: {en: State Archives, es: Archivos}, policy: https://www.example.org/p}",
            'State Archives (<a href="https://www.example.org/p">privacy policy</a>)',
            'Archivos (<a href="https://www.example.org/p">política de privacidad</a>)',
        ),
    ):
        give(copy, keeper)
        out = copy.published("elm")
        assert f"<dt>Kept by</dt><dd>{english}" in read(out, "elm", "collect")
        assert f"<dt>Quién lo guarda</dt><dd>{spanish}" in read(out, "elm", "es", "collect")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "after: incident-closed",
            "after: incident-close",
            'event "incident-close" is not in data/terms/events.yml. Did you mean',
        ),
        (
            "after: incident-closed",
            "after: moon-landing",
            'event "moon-landing" is not in data/terms/events.yml. See all: aviso list events. Or',
        ),
        ("because: ala-code-iii", "because: no-such-law", 'law "no-such-law" is not in data/laws'),
        (
            "because: ala-code-iii",
            "because: ca-gov-6267",
            'the law "ca-gov-6267" is not under laws in this record. Add - law: ca-gov-6267 there',
        ),
        (LOANS, f"{LOANS}    kept_by: no-such\n", 'vendor "no-such" is not in data/vendors/'),
        (LOANS, f"{LOANS}    kept_by: kanopy\n", 'the company "kanopy" is not under vendors'),
        ("of: name", "of: nane", '"nane" is not in data/terms/data_categories.yml'),
    ],
)
def test_what_stages_name_must_be_there(
    project: Project, tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    copy = project.copied_to(tmp_path / "copy")
    copy.add_vendor("kanopy")
    copy.replace(RECORD, old, new)
    found = [str(one) for one in copy.check("elm") if RECORD in one.file]
    assert any(complaint in one for one in found), found


def test_a_library_of_no_system_has_none_that_keeps(project: Project, tmp_path: Path) -> None:
    copy = project.copied_to(tmp_path / "copy")
    copy.remove_library("oak")
    copy.replace(RECORD, "kind: system", "kind: library")
    give(copy, "system")
    assert "the library is a member of no system" in copy.reported()


def test_a_company_that_keeps_is_renamed_with_its_record(project: Project, tmp_path: Path) -> None:
    copy = project.copied_to(tmp_path / "copy")
    give(copy, "hoopla")
    assert copy.invoke("rename", "vendor", "hoopla", "hoopla-two").exit_code == 0
    assert "kept_by: hoopla-two" in copy.read(RECORD)


def test_a_time_against_its_note_is_reported_at_its_line(project: Project, tmp_path: Path) -> None:
    copy = project.copied_to(tmp_path / "copy")
    assert "time-against-text" not in copy.reported("elm")
    copy.replace(RECORD, "- period: 30 days", "- period: 300 days")
    copy.replace(
        RECORD,
        "note: {en: You give us your name., es: Usted nos da su nombre.}",
        "note: {en: We keep your name for 30 days., es: Guardamos su nombre 30 días.}",
    )
    found = [one for one in copy.check("elm") if one.rule == "facts/time-against-text"]
    assert {one.line for one in found} == {copy.line_of(RECORD, "    retention:")}
    assert all("“card-details” is kept 300 days" in one.message for one in found)
    note, statement = found
    assert "its note says “30 days”" in note.message
    assert "the statement T-01 behind it says “30 days”" in statement.message
