"""The project as it is has no problem and no warning.

Every link within it leads somewhere, and every page is written as it should be.
"""

from __future__ import annotations

import pytest

from aviso.build.assemble import assemble_site
from aviso.checks.built_links import check_output
from aviso.checks.suite import check_all
from aviso.content.markdown_converter import LinkBase, convert_fully, convert_markdown
from aviso.core.project import Project as AvisoProject
from aviso.core.report_formats import format_text
from tests.support.paths import ROOT
from tests.support.project import TODAY, Project
from tests.support.sources import Sources


def test_aviso_check_has_neither_problems_nor_warnings() -> None:
    assert format_text(check_all(AvisoProject(ROOT), today=TODAY)) == ""


def test_every_address_within_the_sites_leads_somewhere(notices: Project) -> None:
    assert format_text(check_output(notices.public, notices.opened)) == ""


@pytest.mark.parametrize("site_id", Sources(ROOT).site_ids)
def test_every_page_comes_out_as_python_markdown_writes_it(site_id: str) -> None:
    assembled = assemble_site(AvisoProject(ROOT), site_id)
    assert assembled.pages
    for (locale, _), page in assembled.pages.items():
        here = LinkBase(page.source.name, page.source.url, assembled.list_addresses(locale))
        text = page.prepared.markdown
        assert convert_markdown(AvisoProject(ROOT), text, here) == convert_fully(
            AvisoProject(ROOT), text, here
        ), page.source.file
