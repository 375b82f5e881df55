"""Contrast, and the nearest colour that can carry white text."""

from __future__ import annotations

import pytest

from aviso.checks.contrast import WHITE, compute_contrast, find_nearest_fit, is_fit_under_white


def test_black_on_white_has_the_largest_contrast() -> None:
    assert compute_contrast("#000000", WHITE) == pytest.approx(21)
    assert compute_contrast(WHITE, WHITE) == pytest.approx(1)


@pytest.mark.parametrize(
    ("color", "ratio"), [("#767676", 4.54), ("#777777", 4.48), ("#0000ff", 8.59), ("#14594f", 8.17)]
)
def test_contrast_is_that_of_the_guidelines(color: str, ratio: float) -> None:
    assert compute_contrast(color, WHITE) == pytest.approx(ratio, abs=0.01)
    assert compute_contrast(WHITE, color) == compute_contrast(color, WHITE)


def test_a_fit_color_is_its_own_nearest() -> None:
    assert find_nearest_fit("#14594f") == "#14594f"


@pytest.mark.parametrize("color", ["#ffffff", "#7fd4c6", "#ffff00", "#777777", "#ff0000"])
def test_the_nearest_fit_color_is_fit_and_one_step_lighter_is_not(color: str) -> None:
    nearest = find_nearest_fit(color)
    assert is_fit_under_white(nearest) and not is_fit_under_white(color)
    step = max(
        int(nearest[at : at + 2], 16) / int(color[at : at + 2], 16)
        for at in (1, 3, 5)
        if color[at : at + 2] != "00"
    )
    lighter = "#" + "".join(
        f"{min(round(int(color[at : at + 2], 16) * (step + 0.02)), 255):02x}" for at in (1, 3, 5)
    )
    assert not is_fit_under_white(lighter)


def test_the_hue_stays() -> None:
    assert find_nearest_fit("#ff0000").endswith("0000")
