"""The garbage collector pauses while code is loaded, and goes on afterward."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from aviso.core.garbage import pause_garbage_collection


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    was_enabled = gc.isenabled()
    yield
    gc.unfreeze()
    (gc.enable if was_enabled else gc.disable)()


@pytest.mark.parametrize("is_enabled", [True, False])
def test_it_goes_on_if_it_was_at_work(is_enabled: bool) -> None:
    (gc.enable if is_enabled else gc.disable)()
    with pause_garbage_collection():
        assert not gc.isenabled()
    assert gc.isenabled() == is_enabled


def test_it_goes_on_after_code_that_cannot_be_loaded() -> None:
    before = gc.get_freeze_count()
    with pytest.raises(ImportError), pause_garbage_collection():
        raise ImportError
    assert gc.isenabled() and gc.get_freeze_count() > before
