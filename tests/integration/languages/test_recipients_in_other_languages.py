"""Who receives data, and what a patron can decide, in a third and a fourth language."""

from __future__ import annotations

import re

from aviso.site.compose import make_site
from aviso.site.notice_context import NoticeContext
from tests.support.changes import reported
from tests.support.project import Project

LIBRARY = "data/libraries/riverside.yml"
BEFORE = "    recipients: [library-staff]\n"
AFTER = """    shown: [ip-address]
    recipients:
      - library-staff
      - who: police
        data: [email]
        when: {en: once a year, es: una vez al año, vi: mỗi năm một lần, ar: مرة في السنة}
    consent:
      - by: {en: a club, es: un club, vi: một câu lạc bộ, ar: نادٍ}
        from_age: 13
"""
EXPECTED = {
    "vi": ("Cho xem, không lưu giữ", "chỉ:", ", mỗi năm một lần", "một câu lạc bộ, nếu người"),
    "ar": ("يُعرض ولا يُحفظ", "فقط:", "، مرة في السنة", "نادٍ، إذا كان عمر"),
}
LABEL = {"vi": "Quý vị có thể từ chối không?", "ar": "هل يمكنك الرفض؟"}


def test_every_field_stands_in_every_language(copy: Project) -> None:
    copy.replace(LIBRARY, BEFORE, AFTER)
    copy.replace(LIBRARY, "    optional: no\n", "    optional: opt-in\n")
    assert reported(copy) == []
    site = make_site("riverside", copy.load_records())
    for locale, sought in EXPECTED.items():
        context = site.make_context(locale, "collect")
        assert isinstance(context, NoticeContext)
        card = re.sub(r"<[^>]+>", "", context.render_practices("card").html)
        assert [words for words in sought if words not in card] == []
        assert LABEL[locale] in context.render_privacy_label().html


def test_a_condition_that_lacks_a_language_is_asked_for(copy: Project) -> None:
    copy.replace(LIBRARY, BEFORE, AFTER.replace(", vi: mỗi năm một lần", ""))
    assert [line.partition(": ")[2] for line in reported(copy)] == [
        'when is missing in the language "vi". Write a line vi: … below it; a notice that shows '
        "it already has pages in that language."
    ]
