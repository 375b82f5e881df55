"""How long a practice's data are kept, the law that requires it, and who keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from aviso.i18n.catalog import Catalog
from aviso.i18n.retention_words import describe_stage
from aviso.model.keepers import SYSTEM, TOWN, OtherKeeper
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice
from aviso.model.practices import Practice

# Returns the address of a page and a place on it.
Link = Callable[[str, str], str]
Name = LocalizedText | str


class KeptTime(NamedTuple):
    """One stage in words; ``law`` is the citation of the law that requires it, if any."""

    text: str
    is_vague: bool
    law: Name | None = None
    address: str = ""


class KeptBy(NamedTuple):
    """Who keeps it: a name, or one of the words of the interface for ``body``."""

    name: Name | None = None
    address: str = ""
    policy: str = ""
    body: str = ""


def list_kept_times(
    words: Catalog, practice: Practice, notice: Notice, link: Link
) -> list[KeptTime]:
    """Return the stages of a practice in words; none if the source does not say."""
    laws = {entry.id: entry.law.citation for entry in notice.laws}
    return [
        KeptTime(
            describe_stage(words, stage, notice.terms),
            stage.vague is not None,
            laws.get(stage.because or ""),
            link("laws", stage.because) if stage.because else "",
        )
        for stage in practice.stages
    ]


def find_keeper(
    practice: Practice, notice: Notice, home_of: Callable[..., str], link: Link
) -> KeptBy | None:
    """Return who keeps the data of a practice; None if it is the library itself.

    ``home_of`` returns the address of another library's notice.
    """
    keeper, system = practice.kept_by, notice.system
    if isinstance(keeper, OtherKeeper):
        return KeptBy(keeper.name, policy=keeper.policy or "")
    if keeper == TOWN:
        return KeptBy(body=keeper)
    if keeper == SYSTEM:
        return KeptBy(system.name, home_of(notice.library.system, system)) if system else None
    entry = next((one for one in notice.vendors if one.id == keeper), None)
    return KeptBy(entry.vendor.name, link("companies", entry.id)) if entry else None
