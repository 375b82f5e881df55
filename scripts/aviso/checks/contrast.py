"""Computes the contrast of colors, and the nearest color on which white text is readable.

Source: WCAG 2.2, definitions of relative luminance and contrast ratio. Success criterion 1.4.3
requires a contrast of 4.5.
"""

from __future__ import annotations

MINIMUM_CONTRAST = 4.5
WHITE = "#ffffff"


def _split_channels(color: str) -> list[int]:
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]


def compute_luminance(color: str) -> float:
    """Return the relative luminance, 0 (black) to 1 (white), of a color ``#rrggbb``."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (v / 255 for v in _split_channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def compute_contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21."""
    lighter, darker = sorted((compute_luminance(one), compute_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_fit_under_white(color: str) -> bool:
    """Tell whether white text on ``color`` can be read."""
    return compute_contrast(color, WHITE) >= MINIMUM_CONTRAST


def find_nearest_fit(color: str) -> str:
    """Return ``color``, darkened in even steps until white text on it can be read."""
    channels = _split_channels(color)
    for step in range(100, -1, -1):
        darker = "#" + "".join(f"{round(value * step / 100):02x}" for value in channels)
        if is_fit_under_white(darker):
            return darker
    return "#000000"
