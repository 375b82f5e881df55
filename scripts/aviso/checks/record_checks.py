"""Runs the rules over the records, without those over pages and languages."""

from __future__ import annotations

from aviso.checks.access_logs import HOSTING_CHECKS
from aviso.checks.branding import BRANDING_CHECKS
from aviso.checks.organizations import bodies_are_known
from aviso.checks.recipients import RECIPIENT_CHECKS
from aviso.checks.records import RECORD_CHECKS
from aviso.checks.retention_references import KEPT_CHECKS
from aviso.checks.rights import rights_lead_somewhere
from aviso.core.diagnostics import Diagnostic
from aviso.model.records import Records

BODY_CHECKS = (bodies_are_known, rights_lead_somewhere)


def check_records(records: Records) -> list[Diagnostic]:
    """Run every rule over the records."""
    rules = (
        *RECORD_CHECKS,
        *RECIPIENT_CHECKS,
        *BODY_CHECKS,
        *BRANDING_CHECKS,
        *HOSTING_CHECKS,
        *KEPT_CHECKS,
    )
    return [problem for rule in rules for problem in rule(records)]
