"""Pages of policies with one part of interest, and what is read of them."""

from __future__ import annotations

from aviso.apps.policies.extract import extract_policy

FILLER = "".join(
    f"<p>We collect your name and your address for service {number}.</p>" for number in range(9)
)


def digests(part: str, frame: str = "<main>{}</main>") -> tuple[str, ...]:
    """Return the digests of a page whose frame holds the part between fillers."""
    html = f"<html lang=en><body>{frame.format(FILLER + part + FILLER)}</body></html>"
    return extract_policy(html.encode(), "utf-8", True).digests
