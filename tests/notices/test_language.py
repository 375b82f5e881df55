"""What the project writes is spelled right, plain, and no harder to read than it says."""

from __future__ import annotations

import re

from aviso.apps.proofread.formulas import is_within
from aviso.apps.proofread.readability import measure_pages
from aviso.apps.proofread.spelling import proofread
from aviso.content.pages import FRONT
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.model.repository import load_records
from tests.support.paths import ROOT

MEASURES_OF = {"en": "flesch_kincaid_grade", "es": "szigriszt_pazos"}


def test_our_own_texts_are_spelt_right_and_plain() -> None:
    assert format_text(proofread(load_records(Project(ROOT))[0])) == ""


GOALS = {"flesch_kincaid_grade": 9, "szigriszt_pazos": 55}
# What pages on laws and procedures may be, with a reason.
AT_HARDEST = {"en": 11, "es": 50}


def test_every_page_of_ours_keeps_the_goals_or_says_why_not() -> None:
    records = load_records(Project(ROOT))[0]
    libraries = records.libraries
    found = [
        reading
        for site in (FRONT, *records.known["library"])
        for reading in measure_pages(Project(ROOT), site)
    ]
    assert {reading.locale for reading in found} == {"en", "es"}
    assert [
        f"{one.site_id}/{one.locale}/{one.page}: {one.value}, {one.limit:g}; {one.hardest[0]}"
        for one in found
        if not one.is_within_limit
    ] == []
    limits = [
        (name, limit) for name, library in libraries.items() for limit in library.reading_limits
    ]
    assert [
        name
        for name, limit in limits
        if not limit.why
        or not limit.pages
        or not is_within(MEASURES_OF[limit.language], limit.value, AT_HARDEST[limit.language])
    ] == []
    eased = {(name, limit.language, page) for name, limit in limits for page in limit.pages}
    assert [
        one
        for one in found
        if one.limit != GOALS[one.measure] and (one.site_id, one.locale, one.page) not in eased
    ] == []


# A notice speaks of the library in the third person, and so does what all notices share.
OURS = re.compile(
    r"\b(?:we|our|ours|nosotros|nuestr[oa]s?|podemos|sabemos|conocemos|estamos|hemos|leímos"
    r"|preg[uú]ntenos|av[ií]senos|d[ií]ganos)\b",
    re.IGNORECASE,
)
ADDRESS_OR_COMMENT = re.compile(r"https?://\S+|(?m:^\s*#.*$)")
SHARED = ("data/vendors", "data/laws", "data/terms", "docs/_pages", "docs/_shared", "docs/_front")


def test_what_notices_share_does_not_speak_as_the_library() -> None:
    files = [path for place in SHARED for path in (ROOT / place).rglob("*.[my]*")]
    files += [ROOT / "data" / "laws.yml", *(ROOT / "overrides" / "locales").glob("e[ns].yml")]
    found = [
        (path.name, OURS.findall(ADDRESS_OR_COMMENT.sub("", path.read_text("utf-8"))))
        for path in files
        if path.suffix in (".md", ".yml")
    ]
    assert len(found) > 150
    assert [one for one in found if one[1]] == []
