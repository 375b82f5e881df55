"""Extracts a policy in a process of its own, which is killed if a page keeps it busy for too long.

A page can be made so that any parser takes minutes for it. The other policies must not wait.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from datetime import date

from aviso.apps.policies.extract import PolicyText, extract_policy
from aviso.core.web.charsets import decode_page
from aviso.core.web.html_limits import is_hard_to_parse

LONGEST_SECONDS = 20.0
MODULE = "aviso.apps.policies.worker"


class ExtractionFailed(Exception):
    """A page could not be read in time, or made its reader fail."""


async def extract_apart(
    content: bytes,
    charset: str,
    is_html: bool,
    read_on: Iterable[date] = (),
    seconds: float = LONGEST_SECONDS,
) -> PolicyText:
    """Return the text of a page, as ``extract_policy`` does. Raises ExtractionFailed."""
    if not is_html:
        return extract_policy(content, charset, is_html, read_on)
    label = "".join(sign for sign in charset if sign.isascii() and sign.isprintable())
    process = await asyncio.create_subprocess_exec(
        # -P keeps out modules in the current folder.
        *(sys.executable, "-P", "-m", MODULE, label, *(day.isoformat() for day in read_on)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        written, _ = await asyncio.wait_for(process.communicate(content), seconds)
    except TimeoutError:
        raise ExtractionFailed from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise ExtractionFailed
    value = json.loads(written)
    return PolicyText(tuple(value["sentences"]), value["language"])


def main() -> None:
    """Read a page from standard input, and write its text as JSON."""
    content, charset, *days = sys.stdin.buffer.read(), *sys.argv[1:]
    if is_hard_to_parse(decode_page(content, charset)):
        sys.exit(1)
    found = extract_policy(content, charset, True, map(date.fromisoformat, days))
    json.dump({"sentences": found.sentences, "language": found.language}, sys.stdout)


if __name__ == "__main__":
    main()
