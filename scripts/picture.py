"""Makes the picture in the README: the first page of the model library's notice.

python scripts/picture.py [FILE]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from aviso.apps.audit.browser import start_visitor

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "pictures" / "front-page.png"
SIZE = {"width": 1280, "height": 1150}


def main(picture: Path) -> None:
    """Build the site and write the picture. Only the README's own picture is overwritten."""
    if picture.resolve() != PICTURE and os.path.lexists(picture):
        sys.exit(f"{picture} is there already. Name a new file, or delete it first.")
    with tempfile.TemporaryDirectory() as folder, start_visitor() as chromium:
        subprocess.run(
            [sys.executable, "-m", "aviso.cli.main", "build", "example", "--output", folder],
            cwd=ROOT,
            check=True,
        )
        page = chromium.browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto(Path(folder, "example", "index.html").as_uri())
        page.screenshot(path=picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else PICTURE)
