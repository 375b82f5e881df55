"""Looks at what was really written: the built HTML of a site."""

from aviso.audit.static import audit_site

__all__ = ["audit_site"]
