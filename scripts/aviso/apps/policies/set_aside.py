"""Ignores sentences of a policy that a coordinator has set aside for some time.

Some pages have text that differs at each visit and that no program can recognize as noise, such as
the weather or the next opening. An entry of ``data/accepted.yml`` names the company and the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from aviso.apps.policies.extract import PolicyText, digest_sentence, read_plainly
from aviso.checks.suppressions import EXPIRED, MATCHES_NOTHING
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import ACCEPTED_FILE, Project
from aviso.core.yaml_positions import PositionedValue
from aviso.model.repository import load_optional
from aviso.model.upkeep import Accepted, AcceptedSentence

# The mark before the digest of a sentence that was set aside when its policy was reviewed.
MARK = "~"
# The pattern for "*" in an entry.
ANYTHING = r"\s*.*\s*"


@dataclass(frozen=True)
class SetAside:
    """The entries for one company's policy that are valid today."""

    entries: tuple[AcceptedSentence, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = [_make_pattern(one) for one in self.entries]
        return re.compile("|".join(forms)) if forms else None

    def holds(self, sentence: str) -> bool:
        """Tell whether a sentence is set aside, whatever its capitals and punctuation."""
        return bool(self._pattern and self._pattern.fullmatch(read_plainly(sentence)))

    def remove_from(self, text: PolicyText) -> PolicyText:
        """Return a text without its set-aside sentences."""
        kept = tuple(one for one in text.sentences if not self.holds(one))
        return PolicyText(kept, text.language)

    def remove_from_reviewed(
        self, digests: Sequence[str], sentences: Sequence[str] | None
    ) -> tuple[list[str], list[str] | None]:
        """Return the digests of a reviewed text, and its sentences, without those set aside.

        Without the sentences, one that was set aside after the review is known only by its digest,
        and an entry with ``*`` has no digest.
        """
        exact = {digest_sentence(one.sentence) for one in self.entries if "*" not in one.sentence}
        kept = [
            number
            for number, digest in enumerate(digests)
            if not (self.entries and digest.startswith(MARK))
            and digest.removeprefix(MARK) not in exact
            and not (sentences and self.holds(sentences[number]))
        ]
        left = [digests[number].removeprefix(MARK) for number in kept]
        return left, [sentences[number] for number in kept] if sentences is not None else None

    def write_digests(self, text: PolicyText) -> str:
        """Return the digests of a text for the register; those that are set aside are marked."""
        pairs = zip(text.sentences, text.digests, strict=True)
        return " ".join(MARK * self.holds(sentence) + digest for sentence, digest in pairs)


def _make_pattern(entry: AcceptedSentence) -> str:
    parts = [re.escape(read_plainly(part)) for part in entry.sentence.split("*")]
    return rf"(?:{ANYTHING.join(parts)})"


@dataclass(frozen=True)
class AcceptedSentences:
    """The entries of ``data/accepted.yml`` for sentences, with their lines, as of a day."""

    entries: tuple[AcceptedSentence, ...]
    marked: PositionedValue
    today: date

    @staticmethod
    def load(project: Project, today: date) -> AcceptedSentences:
        """Read a project's entries; none if the file has faults, which `aviso check` reports."""
        accepted, marked, _ = load_optional(project, ACCEPTED_FILE, Accepted)
        return AcceptedSentences(accepted.sentences if accepted else (), marked, today)

    def find(self, vendor: str) -> SetAside:
        """Return the entries for a company's policy that are valid today."""
        return SetAside(
            tuple(one for one in self.entries if one.vendor == vendor and one.until >= self.today)
        )

    def find_faults(
        self,
        seen: Sequence[tuple[str, PolicyText]],
        unread: Collection[str],
        vendors: Collection[str] = (),
    ) -> list[Diagnostic]:
        """Return a problem for each entry that has expired, or that no sentence matches.

        ``seen`` are the companies whose policies were read, with their texts; the policies of
        ``unread`` companies could not be read. Only ``vendors`` were checked, or all if it is
        empty.
        """
        found = []
        for index, entry in enumerate(self.entries):
            line = self.marked.find_line(("sentences", index))
            if vendors and entry.vendor not in vendors:
                continue
            if entry.until < self.today:
                message = f"the acceptance of a sentence of {entry.vendor} expired on {entry.until}"
                hint = "Look at it again: set a new end date, or delete the entry."
                found.append(EXPIRED.at(ACCEPTED_FILE, line, message, hint))
            elif entry.vendor not in unread and not _is_found(entry, seen):
                message = f'no sentence of the policy of {entry.vendor} is "{entry.sentence}"'
                hint = "Delete the entry, or write the sentence as aviso watch shows it."
                found.append(MATCHES_NOTHING.at(ACCEPTED_FILE, line, message, hint))
        return found


def _is_found(entry: AcceptedSentence, seen: Iterable[tuple[str, PolicyText]]) -> bool:
    aside = SetAside((entry,))
    return any(
        aside.holds(sentence)
        for vendor, text in seen
        if vendor == entry.vendor
        for sentence in text.sentences
    )
