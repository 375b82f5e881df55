"""A member that is filled into a template has every byte that it has when it is made by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from aviso.build import member_filling, worker
from aviso.build.assemble import UnsoundSite, assemble_library
from aviso.build.member import Member, recognize_member
from aviso.build.member_filling import fill_member, note_member
from aviso.build.rules import FILLED_OTHERWISE
from aviso.build.task import BuildResult, Task
from aviso.core.project import Project
from aviso.core.yaml_positions import PositionedValue
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.repository import load_records
from aviso.model.source_location import SourceLocation
from aviso.model.validation import validate
from aviso.site.member_shape import MemberShape, OwnValue
from aviso.site.member_template import MemberTemplate
from aviso.site.member_values import SLUG_KIND
from tests.support.paths import ROOT
from tests.support.random_texts import MORE, some

SYSTEM, MODEL = "example", "example-branch"
RECORDS: Records = load_records(Project(ROOT))[0]
Written = dict[str, Any]
# What is other than in the plainest member, by the dotted path of the value.
Changes = Mapping[str, Any]


def write_member(name: str, changes: Changes) -> Written:
    """The record of a member as YAML has it, with other values at some paths."""
    number = sum(map(ord, name)) % 90 + 10
    record: Written = {
        "name": {"en": f"{name.title()} Library", "es": f"Biblioteca {name.title()}"},
        "short_name": {"en": name.title(), "es": f"La {name.title()}"},
        "kind": "member",
        "system": SYSTEM,
        "jurisdiction": {"en": "a fictional state", "es": "un estado ficticio"},
        "website": f"https://{name}.example.org",
        "address": f"https://notices.example.org/{name}/",
        "branding": {"color": f"#0000{number}"},
        "publication": {"state": "model"},
        "contacts": [
            {
                "id": "email-removal",
                "role": {"en": f"Ask {name}", "es": f"Pregunte a {name}"},
                "name": {"en": f"Desk of {name}", "es": f"Mostrador de {name}"},
                "email": f"desk@{name}.example.org",
                "telephone": f"707-555-01{number}",
                "verification": {"state": "verified", "date": f"20{number}-02-18"},
            }
        ],
        "exceptions": [
            {
                "id": "room",
                "text": {
                    "en": f"{name.title()} has {number} rooms; ask there.",
                    "es": f"{name.title()} tiene {number} salas; pregunte.",
                },
            }
        ],
    }
    # A whole list comes last.
    for path, value in sorted(changes.items(), key=lambda one: -one[0].count(".")):
        *way, last = path.split(".")
        place: Any = record
        for key in way:
            place = place[int(key) if key.isdigit() else key]
        place[last] = value
    return record


class Family:
    """Members of one system, each made both ways in one project."""

    def __init__(self) -> None:
        self.project = Project(ROOT)
        self.records = replace(RECORDS, project=self.project)

    def make(self, name: str, changes: Changes) -> tuple[BuildResult | None, BuildResult | None]:
        """The site of a member: filled in (None if it cannot be), and by itself (or unsound)."""
        marked = PositionedValue(write_member(name, changes))
        record, faults = validate(Library, marked, name, self.project.locales)
        if record is None:
            assert faults
            return None, None
        libraries = {name: record, SYSTEM: self.records.libraries[SYSTEM]}
        places = {**self.records.places, ("library", name): SourceLocation(name, marked)}
        records = replace(self.records, libraries=libraries, places=places)
        task = Task(str(ROOT), name, relatives=(name, SYSTEM), shared="all that they share")
        member = recognize_member(task, records)
        filled = fill_member(member) if member else None
        try:
            made = worker._render(task, self.project, partial(assemble_library, name, records))
        except UnsoundSite:
            return filled, None
        if member:
            note_member(member, made)
        return filled, made


def make_all(members: list[Changes]) -> list[bool]:
    """Make members one after the other, compare both ways, and tell which were filled in."""
    family = Family()
    were_filled = []
    for name, changes in zip(NAMES, members, strict=False):
        filled, made = family.make(name, changes)
        if filled:
            assert made == filled, changes
        were_filled.append(filled is not None)
    return were_filled


NAMES = [f"{name}-branch" for name in ("alder", "birch", "cedar", "doum", "elder", "fir", "gum")]
NAMES += [
    f"{name}-library" for name in ("holly", "iroko", "juniper", "kapok", "larch", "maple", "nutmeg")
]
PLAIN: Changes = {}
APPROVALS = [
    {
        "state": "model",
        "approved_by": {"en": f"Board {number}", "es": "Junta"},
        "approved_on": f"2025-0{number}-11",
        "next_review": f"2027-0{number}-11",
    }
    for number in range(1, 4)
]
HOURS = {"en": "Mon–Fri, 9:00 to 5", "es": "lun.–vie.; 9 a 17"}


def test_members_are_the_same_in_the_template_and_by_themselves() -> None:
    members: dict[str, tuple[Changes, bool]] = {
        "the first": (PLAIN, False),
        "the second": (PLAIN, True),
        "letters with accents": ({"name.es": "Biblioteca Año Ñandú 7"}, True),
        "a hard word in sentences": (
            {"exceptions.0.text.en": "We ask for a warrant. A warrant is a paper."},
            True,
        ),
        "a hard word in a name": ({"name.en": "Warrant Library"}, False),
        "signs that HTML and Markdown write differently": (
            {"name.en": "St. Elder's & Oak-Fir (Main) Library", "contacts.0.hours": HOURS},
            False,
        ),
        "the same signs": (
            {"name.en": "Dr. Fir's & (Elm) A-B Library", "contacts.0.hours": HOURS},
            True,
        ),
        "signs in sentences": (
            {"exceptions.0.text.en": "Gum's \"desk\" & 'room' (a/b) cost $5."},
            True,
        ),
        "a sign that cannot be filled in": ({"name.en": "Fir # Library"}, False),
        "sentences that end without a sign": ({"exceptions.0.text.en": "No rooms"}, False),
        "an approval": ({"publication": APPROVALS[0]}, False),
        "another approval": ({"publication": APPROVALS[1]}, True),
        "equal names": ({"short_name.en": "Maple-Library Library"}, False),
        "a word of another language in sentences": (
            {"exceptions.0.text.es": "Una orden (warrant) es un papel."},
            True,
        ),
    }
    assert make_all([changes for changes, _ in members.values()]) == [
        is_filled for _, is_filled in members.values()
    ]


WORDS = [
    "Oak",
    "Año",
    "warrant",
    "orden",
    "judicial",
    "7",
    "A & B",
    "O'Neil",
    "A-warrant",
    "a/b",
    "el",
    "Elm,",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
SENTENCES = st.lists(
    st.sampled_from(
        [
            *WORDS,
            "data.",
            "(no)",
            "3–4",
            "50%",
            "¿Sí?",
            "“so”",
            "(warrant)",
            "a warrant",
            "warrant's",
            '"d"',
            "'e'",
            "$5",
            "end…",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
CHANGES = st.dictionaries(
    st.sampled_from(["name.en", "name.es", "short_name.en", "short_name.es", "contacts.0.role.en"]),
    TEXTS,
    max_size=2,
) | st.fixed_dictionaries(
    {},
    optional={
        "exceptions.0.text.en": SENTENCES,
        "exceptions.0.text.es": SENTENCES,
        "exceptions": st.just([]),
        "contacts": st.just([]),
        "contacts.0.telephone": st.sampled_from(["+34 912 345 678", "(707) 555-0123"]),
        "website": st.sampled_from(["https://www.oak.example.org/a/", "http://elm.example.org/"]),
        "address": st.sampled_from(["https://elm.example.org/", "https://elm.example.org/a/b-c/"]),
        "jurisdiction.en": st.sampled_from(["Ohio", "a fictional state"]),
        "publication": st.sampled_from([{"state": "draft"}, *APPROVALS]),
    },
)


@pytest.mark.soak
@settings(some, max_examples=12 * MORE, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.just({}) | CHANGES, min_size=4, max_size=8))
def test_random_members_are_the_same_both_ways(members: list[Changes]) -> None:
    make_all([PLAIN, PLAIN, *members])


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A function that plants a fault: from then on, one page lacks a word."""
    fill = MemberTemplate.fill

    def fill_wrongly(self: MemberTemplate, forms: list[str]) -> dict[str, bytes]:
        files = fill(self, forms)
        return {**files, "index.html": files["index.html"].replace(b"Library", b"", 1)}

    yield lambda: monkeypatch.setattr(MemberTemplate, "fill", fill_wrongly)


def test_a_template_that_fills_wrongly_is_not_used(fault: Callable[[], None]) -> None:
    fault()
    assert make_all([PLAIN, PLAIN, PLAIN]) == [False, False, False]


def test_a_fault_that_comes_later_is_found_in_the_sample(fault: Callable[[], None]) -> None:
    family = Family()
    for name in NAMES[:2]:
        family.make(name, PLAIN)
    fault()
    filled, made = family.make(NAMES[2], PLAIN)
    assert filled and made
    (problem,) = member_filling.compare(filled, made).problems
    assert problem.rule == FILLED_OTHERWISE.id and "index.html" in problem.message
    assert member_filling.compare(made, made) == made


def test_one_in_fifty_is_made_both_ways() -> None:
    def is_sample(number: int) -> bool:
        values = (OwnValue(SLUG_KIND, f"branch-{number}"),)
        shape = MemberShape("", {}, values, frozenset())
        return Member(Task("", ""), RECORDS, shape).is_sample

    assert 10 <= sum(map(is_sample, range(1000))) <= 40
