"""Tells whether files were touched while a site was being built from them.

Digests are taken before a site is built, and its worker reads the files later. A text that was in a
file only for a moment in between would be published under the digest of the text before and after
it. Nobody can set the time of a file's last change (``st_ctime``), so it reveals such a moment.
"""

from __future__ import annotations

from aviso.core.file_states import State, read_state


class FileStates:
    """The states of files and folders before they were read, by the folder that they belong to.

    The state of a folder changes with the names in it; that of a missing file is None.
    """

    def __init__(self) -> None:
        self._states: dict[str, dict[str, State | None]] = {}

    def note(self, top: str, path: str) -> None:
        """Keep the state of a file or folder that is about to be read as part of ``top``."""
        self._states.setdefault(top, {}).setdefault(path, read_state(path))

    def forget(self, top: str) -> None:
        """Drop the states of what belongs to ``top``: nobody will ask for them."""
        self._states.pop(top, None)

    def find_touched(self, top: str, path: str | None = None) -> str:
        """Return the first path of ``top`` that has another state now; "" if none has.

        With ``path``, check only that one. A file that was missing must still be missing.
        """
        noted = self._states.get(top)
        if noted is None:
            return ""
        chosen = noted if path is None else {path: noted.get(path)}
        return next((one for one, state in chosen.items() if read_state(one) != state), "")
