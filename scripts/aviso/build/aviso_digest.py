"""The digest of Aviso itself, on which everything depends that a build or a check keeps."""

from __future__ import annotations

from aviso.build.fingerprints import AVISO, Fingerprints
from aviso.core.project import Project


def digest_aviso(project: Project) -> str:
    """Return the digest of Aviso itself. It is made once: a build does not change its code."""
    return project.make_once(_compute_aviso_digest)


def _compute_aviso_digest(project: Project) -> str:
    return Fingerprints(project).find_digest(AVISO)
