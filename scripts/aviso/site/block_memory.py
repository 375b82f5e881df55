"""Remembers blocks of facts, each with everything that it was laid out from.

The members of a system have nearly all facts in common. While a block is laid out, every fact that
is read is noted with its value. For the next member, the block is taken over if all those facts are
the same there; if one differs, the block is laid out anew. So nobody has to say what a template
depends on, and a template that somebody changes cannot make it untrue.

What no fact tells is the same because of where a memory is kept: for one project, one system, and
one set of addresses. In it, blocks are told apart by template, language and page.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, cast

from aviso.content.fragments import Fragment
from aviso.content.pages import find_begun_locales
from aviso.core.lru_cache import LruCache
from aviso.core.project import Project
from aviso.model.notice import Notice

# A system has some 120 blocks, which take half a megabyte.
SYSTEMS = 2
# A page shows a template once for each situation or document.
BLOCKS_OF_A_PLACE = 40
# The name of a template, the language and the page of the block.
Place = tuple[str, str, str]
# What was read: ("notice", "vendors"), ("library", "name"), (BEGUN, id, id of the system).
Fact = tuple[Any, ...]
BEGUN = "begun"


class _RenderedBlock(NamedTuple):
    """A block, the values that its template got, and the facts that were read meanwhile."""

    values: dict[str, Any]
    facts: dict[Fact, Any]
    fragment: Fragment


class BlockMemory:
    """The blocks of the members of one system."""

    def __init__(self) -> None:
        self._blocks: dict[Place, list[_RenderedBlock]] = {}

    def recall(
        self, place: Place, values: dict[str, Any], read: Callable[[Fact], Any]
    ) -> Fragment | None:
        """Return the block that was laid out from these values and the same facts, or None.

        ``read`` returns what a fact is now.
        """
        for block in self._blocks.get(place, ()):
            if block.values == values and all(
                _is_same(value, read(fact)) for fact, value in block.facts.items()
            ):
                return block.fragment
        return None

    def keep(
        self, place: Place, values: dict[str, Any], facts: dict[Fact, Any], fragment: Fragment
    ) -> None:
        """Remember a block, in place of the one that had the same values."""
        others = [one for one in self._blocks.get(place, ()) if one.values != values]
        self._blocks[place] = [*others, _RenderedBlock(values, facts, fragment)][
            -BLOCKS_OF_A_PLACE:
        ]


def _is_same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)


def remember_blocks(
    project: Project, notice: Notice, surroundings: Hashable
) -> RememberedBlocks | None:
    """Return the blocks of a member's site; None for a library that is not a member.

    ``surroundings`` are what blocks depend on beside the notice and the words.
    """
    system_id = notice.library.system
    if system_id is None:
        return None
    kept = project.make_once(_make_memories)
    memory = kept.get_or_make((system_id, surroundings), BlockMemory)
    return RememberedBlocks(project, notice, memory)


def _make_memories(project: Project) -> LruCache[Hashable, BlockMemory]:
    return LruCache(SYSTEMS)


class RememberedBlocks:
    """The blocks of one member.

    ``notice`` is the notice from which they must be made: reading its fields, or those of its
    library, is noted while a block is laid out.
    """

    def __init__(self, project: Project, notice: Notice, memory: BlockMemory) -> None:
        self._project, self._whole, self._memory = project, notice, memory
        self._notes = _Notes()
        library = _Noted("library", notice.library, self._notes)
        # It has the fields of a notice.
        self.notice = cast(Notice, _Noted("notice", notice, self._notes, library))

    def get_or_make(
        self, place: Place, values: dict[str, Any], make: Callable[[], Fragment]
    ) -> Fragment:
        """Return the block that another member has with these values and facts, or make it."""
        if known := self._memory.recall(place, values, self._read):
            return known
        facts: dict[Fact, Any] = {}
        outer, self._notes.facts = self._notes.facts, facts
        try:
            made = make()
        finally:
            self._notes.facts = outer
        if outer is not None:
            outer.update(facts)
        self._memory.keep(place, values, facts, made)
        return made

    def find_begun_locales(self, library_id: str, system_id: str | None) -> tuple[str, ...]:
        """Return the languages of a site, as a fact."""
        begun = find_begun_locales(self._project, library_id, system_id)
        if self._notes.facts is not None:
            self._notes.facts[BEGUN, library_id, system_id] = begun
        return begun

    def _read(self, fact: Fact) -> Any:
        """Return what a fact is now."""
        if fact[0] == BEGUN:
            return find_begun_locales(self._project, *fact[1:])
        owner, name = fact
        return getattr(self._whole.library if owner == "library" else self._whole, name)


class _Notes:
    """The facts that were read since a block was begun; None if none is being laid out."""

    def __init__(self) -> None:
        self.facts: dict[Fact, Any] | None = None


class _Noted:
    """Stands for a record; reading one of its fields notes it."""

    def __init__(
        self, owner: str, record: Any, notes: _Notes, library: _Noted | None = None
    ) -> None:
        self._owner, self._record, self._notes, self._library = owner, record, notes, library

    def __getattr__(self, name: str) -> Any:
        if name == "library" and self._library is not None:
            return self._library
        value = getattr(self._record, name)
        if self._notes.facts is not None:
            self._notes.facts[self._owner, name] = value
        return value
