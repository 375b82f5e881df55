"""The outcome of a request for one page, as plain values that can be stored between runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar
from urllib.parse import urlsplit

FAULTS = {
    "",
    "no-host",
    "no-network",
    "no-connection",
    "timeout",
    "certificate",
    "expired-certificate",
    "unknown-certificate",
    "loop",
    "private",
    "nonsense",
}
# The doubts: the last page depends, or may depend, on the reader's language; it is a front page, a
# page where readers sign in or agree to something, or a page that says "not found"; every address
# leads there; it is about something else.
DOUBTS = {"", "language", "varies", "front", "gate", "not-found", "everything", "other-page"}


@dataclass(frozen=True)
class Redirect:
    """One redirect: the address that redirects, and its status."""

    url: str
    status: int

    @property
    def is_permanent(self) -> bool:
        """Tell whether the new address is to be used from now on (RFC 9110, 15.4)."""
        return self.status in (301, 308)


@dataclass(frozen=True)
class Answer:
    """The redirects that a request followed, and how it ended.

    ``status`` is 0 if no answer came; ``fault`` then says why: no-host, no-network, no-connection,
    timeout, certificate, expired-certificate, unknown-certificate, loop, private or nonsense.
    ``doubt`` says why the last page may not be the one that was linked to (DOUBTS). ``missing`` are
    the anchors that the page does not have; ``is_unread`` means that the page is too large to tell.
    ``is_robot_wall`` means that a bot blocker answered.
    """

    url: str
    hops: tuple[Redirect, ...] = ()
    status: int = 0
    fault: str = ""
    detail: str = ""
    retry_after: float | None = None
    missing: tuple[str, ...] = ()
    is_unread: bool = False
    is_robot_wall: bool = False
    https_answers: bool = False
    doubt: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether the server sent a page."""
        return 200 <= self.status < 300 and not self.fault

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain values."""
        return asdict(self)

    @staticmethod
    def from_json(value: dict[str, Any]) -> Answer:
        """Read an answer that ``to_json`` wrote. Raises ValueError for anything else."""
        if set(value) != {one.name for one in fields(Answer)}:
            raise ValueError("the keys are not those of an answer")
        hops = tuple(_check_types(Redirect(**hop)) for hop in value["hops"])
        answer = _check_types(Answer(**{**value, "hops": hops, "missing": tuple(value["missing"])}))
        if answer.fault not in FAULTS or answer.doubt not in DOUBTS:
            raise ValueError("the fault or doubt is not known")
        for address in (answer.url, *(hop.url for hop in answer.hops)):
            urlsplit(address)
        return answer


# The Python types that each field may have after JSON; 120.0 may come back as 120.
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "float | None": (int, float, type(None)),
    "tuple[Redirect, ...]": (tuple,),
    "tuple[str, ...]": (tuple,),
}
One = TypeVar("One", Redirect, Answer)


def _check_types(value: One) -> One:
    """Return the value if each of its fields has the right type. Raises ValueError."""
    for one in fields(value):
        held = getattr(value, one.name)
        is_bool = isinstance(held, bool)
        if is_bool != (one.type == "bool") or not isinstance(held, _TYPES[str(one.type)]):
            raise ValueError(f"{one.name} is not {one.type}")
    if isinstance(value, Answer) and not all(isinstance(name, str) for name in value.missing):
        raise ValueError("missing has a value that is no text")
    return value
