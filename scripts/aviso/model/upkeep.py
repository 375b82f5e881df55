"""The records on the upkeep of notices: reviews, accepted findings, watched policies."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    RootModel,
    WithJsonSchema,
    model_validator,
)

from aviso.core.diagnostics import Diagnostic
from aviso.model.fields import Address, Day, Identifier, Line, Period, check_address
from aviso.model.localized import LocalizedText
from aviso.model.record import MISFIT, InconsistentRecord, InvalidValue, Record

DUTY_EXAMPLE = [
    {"owner": {"en": "Web coordinator", "es": "Coordinación del sitio web"}, "every": "12 months"}
]


def _check_pattern(value: str) -> str:
    check_address(value.removesuffix("*"))
    return value


AddressPattern = Annotated[
    str, AfterValidator(_check_pattern), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]


class AcceptedLink(Record):
    """One finding of ``aviso links`` that is accepted for a time."""

    address: AddressPattern = Field(
        description="The address as it is written; with * at the end, all addresses that begin "
        "this way.",
        examples=["https://www.example.org/policy*"],
    )
    group: Literal["broken", "moved", "insecure", "refused", "unsure"] = Field(
        description="The finding that is accepted; any other is still reported.",
        examples=["refused"],
    )
    reason: Line = Field(
        description="Why it is accepted, and which role looked.",
        examples=["Opens in a browser; the web coordinator looked."],
    )
    until: Day = Field(description="The last day on which it is accepted.", examples=["2027-03-31"])

    def is_for(self, address: str, group: str) -> bool:
        """Tell whether it is this finding that is accepted."""
        matches = (
            address.startswith(self.address[:-1])
            if self.address.endswith("*")
            else address == self.address
        )
        return matches and group == self.group


FEWEST_LETTERS = 8


class AcceptedSentence(Record):
    """One sentence of a company's policy that ``aviso watch`` leaves aside for a time.

    For what says something else at each visit and is no part of the policy.
    """

    vendor: Identifier = Field(
        description="The company: the name of its file in data/vendors/.", examples=["hoopla"]
    )
    sentence: Line = Field(
        description="The sentence as aviso watch shows it; * stands for any words.",
        examples=["It is now * degrees in Springfield."],
    )
    reason: Line = Field(
        description="Why it does not count, and which role looked.",
        examples=["The weather at the company's seat; the web coordinator looked."],
    )
    until: Day = Field(
        description="The last day on which it is left aside.", examples=["2027-03-31"]
    )

    @model_validator(mode="after")
    def _names_a_sentence(self) -> AcceptedSentence:
        letters = sum(one.isalpha() for one in self.sentence)
        if "*" in self.sentence and letters < FEWEST_LETTERS:
            raise InconsistentRecord(
                "sentence", "would leave aside nearly everything; write more of its words"
            )
        return self


class AcceptedFinding(Record):
    """One accepted warning, with its place, the reason and the last day."""

    rule: Line = Field(
        description="The rule in brackets at the end of the warning.",
        examples=["facts/two-retentions"],
    )
    ids: tuple[Line, ...] = Field(
        default=(),
        description="The ids that the warning names after its rule, all of them, in any order.",
        examples=[["web-log", "traffic-log"]],
    )
    file: Line | None = Field(
        default=None,
        description="The file that the warning names, for a warning without ids.",
        examples=["docs/example/es/choices.md"],
    )
    line: int | None = Field(
        default=None,
        ge=1,
        description="The line that the warning names; without it, all warnings of this rule in "
        "the file are accepted.",
        examples=[14],
    )
    reason: Line = Field(
        description="Why it is accepted.",
        examples=["Both documents say so; the open question tells the reader."],
    )
    until: Day = Field(
        description="The last day on which it is accepted; somebody then looks again.",
        examples=["2027-03-31"],
    )

    @model_validator(mode="after")
    def _names_one_place(self) -> AcceptedFinding:
        if bool(self.ids) == bool(self.file):
            raise InvalidValue(
                MISFIT,
                "needs either the ids or the file that the warning names, not both",
            )
        if self.line and not self.file:
            raise InconsistentRecord("line", "names a line without its file; add the file")
        return self

    @property
    def rule_id(self) -> str:
        """The id of the rule; before rules had groups, only those on facts could be accepted."""
        return self.rule if "/" in self.rule else f"facts/{self.rule}"

    def is_for(self, found: Diagnostic) -> bool:
        """Tell whether it is this finding that is accepted."""
        if found.rule != self.rule_id:
            return False
        if self.ids:
            return set(found.ids) == set(self.ids)
        return found.file == self.file and self.line in (None, found.line)


class Accepted(Record):
    """What somebody has looked at and accepts as it is (``data/accepted.yml``)."""

    links: tuple[AcceptedLink, ...] = Field(
        default=(), description="Findings of aviso links, each for a time.", examples=[[]]
    )
    findings: tuple[AcceptedFinding, ...] = Field(
        default=(), description="Warnings of all other commands, each for a time.", examples=[[]]
    )
    sentences: tuple[AcceptedSentence, ...] = Field(
        default=(),
        description="Sentences of policies that aviso watch leaves aside, each for a time.",
        examples=[[]],
    )


class ReviewInterval(Record):
    """Who looks after one kind of fact, and how often."""

    owner: LocalizedText | None = Field(
        default=None,
        description="The role that does it, never a person’s name.",
        examples=[{"en": "Web coordinator", "es": "Coordinación del sitio web"}],
    )
    every: Period | None = Field(
        default=None,
        description="How long a review holds; 12 months if left out.",
        examples=["12 months"],
    )


class ReviewIntervals(Record):
    """Who looks after which kind of fact."""

    documents: ReviewInterval | None = Field(
        default=None, description="The library’s own documents.", examples=DUTY_EXAMPLE
    )
    vendors: ReviewInterval | None = Field(
        default=None,
        description="What companies say, and what is sent to them.",
        examples=DUTY_EXAMPLE,
    )
    laws: ReviewInterval | None = Field(
        default=None, description="The status of the laws.", examples=DUTY_EXAMPLE
    )
    contacts: ReviewInterval | None = Field(
        default=None,
        description="Whether addresses and telephone numbers still work.",
        examples=DUTY_EXAMPLE,
    )
    translations: ReviewInterval | None = Field(
        default=None, description="Whether both languages say the same.", examples=DUTY_EXAMPLE
    )


class ReviewPolicy(ReviewIntervals):
    """Who looks after what, for all libraries and for single ones (``data/care.yml``)."""

    libraries: dict[Identifier, ReviewIntervals] = Field(
        default={},
        description="Libraries whose owners or periods differ from the others.",
        examples=[{}],
    )


class WatchedText(Record):
    """One edition of a company's policy, as digests.

    It keeps the policy at its last review, and the result of the latest look.
    """

    address: Address = Field(
        description="Where it was read.", examples=["https://www.example.org/privacy"]
    )
    language: Line = Field(description="Its language.", examples=["en"])
    read_on: Day = Field(
        description="The day on which the text was read.",
        examples=["2026-02-10"],
    )
    words: int = Field(ge=0, description="How many words it had.", examples=[2134])
    sentences: str = Field(
        description="A digest of each sentence, in their order.", examples=["0a1b2c3d 4e5f6071"]
    )
    state: Literal["unchanged", "changed", "moved", "gone", "other-language"] = Field(
        description="The result of the latest look.", examples=["unchanged"]
    )
    since: Day = Field(
        description="The day on which that was first found.", examples=["2026-02-10"]
    )


class WatchedPolicy(RootModel[dict[str, WatchedText]]):
    """The editions of one company's policy, by language: an entry of ``data/watch.yml``."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    root: dict[str, WatchedText] = Field(
        default={}, description="What is known of the edition in each language.", examples=[{}]
    )
