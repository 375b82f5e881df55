"""What the tests of every project ask, asked of the sites of this repository."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aviso.apps.testing import notice_tests
from tests.support.paths import ROOT
from tests.support.project import Project


@pytest.fixture(scope="module", autouse=True)
def built(notices: Project) -> Iterator[None]:
    """Let the class below read the sites that the other tests read."""
    TestNotices.public = notices.public
    yield
    TestNotices.public = None


class TestNotices(notice_tests.NoticeTests):
    root = ROOT
    # test_whole.py asks both, and for no warning either.
    test_facts_and_pages_have_no_errors = None
    test_no_link_inside_leads_nowhere = None
