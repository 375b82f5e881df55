"""The records of Aviso, typed and checked: what a YAML file in ``data/`` may hold."""

from aviso.model.base import LocalizedText, Record, Verification
from aviso.model.library import (
    AgeRule,
    Branding,
    Commitment,
    Contact,
    Disclosure,
    Document,
    LawUse,
    Library,
    LocalException,
    OpenQuestion,
    Practice,
    Procedure,
    Publication,
    QuickAnswer,
    Retention,
    Revision,
    Section,
    Statement,
    Step,
    VendorUse,
)
from aviso.model.registers import Evidence, GlossaryEntry, Law, Term, Vendor
from aviso.model.upkeep import Accepted, Care, Watched

__all__ = [
    "Accepted", "AgeRule", "Branding", "Care", "Commitment", "Contact", "Disclosure", "Document", "Evidence", "GlossaryEntry", "Law", "LawUse", "Library",
    "LocalException", "LocalizedText", "OpenQuestion", "Practice", "Procedure", "Publication", "QuickAnswer", "Record",
    "Retention", "Revision", "Section", "Statement", "Step", "Term", "Vendor", "VendorUse", "Verification", "Watched",
]  # fmt: skip
