"""What came of asking for one page, as plain values that can be kept between runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar


@dataclass(frozen=True)
class Hop:
    """One redirect on the way: from where, with which status."""

    url: str
    status: int

    @property
    def is_permanent(self) -> bool:
        """Tell whether the server says that the new address is to be used from now on (RFC 9110, 15.4)."""
        return self.status in (301, 308)


@dataclass(frozen=True)
class Answer:
    """The way that a request took and how it ended.

    ``status`` is 0 if no answer came; ``fault`` then says why: no-host, no-network, no-connection, timeout, certificate,
    expired-certificate, unknown-certificate, loop, private, nonsense. ``missing`` are the anchors that the page does not
    have; ``unread`` says that it is too large to tell.
    """

    url: str
    hops: tuple[Hop, ...] = ()
    status: int = 0
    fault: str = ""
    detail: str = ""
    retry_after: float | None = None
    missing: tuple[str, ...] = ()
    is_unread: bool = False
    is_robot_wall: bool = False
    https_answers: bool = False

    @property
    def is_sound(self) -> bool:
        """Tell whether a page came."""
        return 200 <= self.status < 300 and not self.fault

    def as_json(self) -> dict[str, Any]:
        """Write the answer as plain values."""
        return asdict(self)

    @staticmethod
    def from_json(value: dict[str, Any]) -> Answer:
        """Read an answer that ``as_json`` wrote. Raises ValueError for anything else."""
        if set(value) != {one.name for one in fields(Answer)}:
            raise ValueError("not an answer of this form")
        hops = tuple(_checked(Hop(**hop)) for hop in value["hops"])
        return _checked(Answer(**{**value, "hops": hops, "missing": tuple(value["missing"])}))


# The types of all fields, as they stand in JSON; numbers of either kind count as numbers.
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "float | None": (int, float, type(None)),
    "tuple[Hop, ...]": (tuple,),
    "tuple[str, ...]": (tuple,),
}
One = TypeVar("One", Hop, Answer)


def _checked(value: One) -> One:
    """Return the value if each of its fields is of its type. Raises ValueError."""
    for one in fields(value):
        if not isinstance(getattr(value, one.name), _TYPES[str(one.type)]):
            raise ValueError(f"{one.name} is not {one.type}")
    if isinstance(value, Answer) and not all(isinstance(name, str) for name in value.missing):
        raise ValueError("missing names no anchors")
    return value
