"""Writes the observations of companies' privacy policies as text for people, or as JSON."""

from __future__ import annotations

import json

from aviso.apps.policies.rules import RULES
from aviso.apps.policies.watcher import STATES, Observation
from aviso.cli.state_filter import describe_rule

MAXIMUM_SHOWN = 12
WORDS = {
    "changed": "changed since {since}",
    "other-language": "in another language since {since}",
    "gone": "gone",
    "moved": "moved",
    "unseen": "could not be read",
    "first": "not compared",
    "unchanged": "unchanged",
}


def format_text(observations: list[Observation]) -> str:
    """Write a paragraph for each policy that has changed or could not be compared."""
    return "\n\n".join(_format_paragraph(one) for one in observations if one.state != "unchanged")


def _format_paragraph(one: Observation) -> str:
    since = one.entry.since.isoformat() if one.entry else ""
    reviewed_on = (
        f"; last reviewed by you on {one.policy.reviewed_on}" if one.policy.reviewed_on else ""
    )
    lines = [
        f"{one.policy.key}: {WORDS[one.state].format(since=since)}{reviewed_on} "
        f"[{RULES[one.state].id}]",
        f"    {one.policy.address}",
    ]
    lines += [f"    {one.message}"] if one.message else []
    lines += (
        [f"    has moved permanently to {one.new_address}; aviso links --fix writes it"]
        if one.new_address
        else []
    )
    if one.difference and not one.difference.is_empty:
        share = max(1, round(one.difference.share * 100))
        lines.append(
            f"    {share} % of it: {len(one.difference.new)} sentences new or changed, "
            f"{one.difference.gone} gone or changed"
        )
        lines += [f"      {passage}" for passage in one.difference.diff[:MAXIMUM_SHOWN]]
        left = len(one.difference.diff) - MAXIMUM_SHOWN
        lines += [f"      and {left} more passages"] if left > 0 else []
    if one.state == "changed":
        lines.append(
            "    A sentence that is no part of the policy and changes by itself can be set aside "
            "under sentences in data/accepted.yml."
        )
    if one.state in ("changed", "other-language"):
        lines.append(
            f"    Read it, fix data/vendors/{one.policy.vendor}.yml, "
            f"and type: aviso vendor reviewed {one.policy.vendor}"
        )
    return "\n".join(lines)


def format_json(observations: list[Observation]) -> str:
    """Write a JSON list with an object for each policy."""
    rows = [
        {
            "vendor": one.policy.vendor,
            "edition": one.policy.locale,
            "address": one.policy.address,
            "state": one.state,
            **describe_rule(RULES.get(one.state)),
            "since": one.entry.since.isoformat() if one.entry else None,
            "reviewed_on": one.policy.reviewed_on.isoformat() if one.policy.reviewed_on else None,
            "message": one.message,
            "new_address": one.new_address or None,
            "share": round(one.difference.share, 4) if one.difference else None,
            "diff": list(one.difference.diff) if one.difference else [],
        }
        for one in observations
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def summarize(observations: list[Observation]) -> str:
    """Say in one line how many policies were looked at, and how many are in each state."""
    counts = {state: sum(one.state == state for one in observations) for state in STATES}
    found = [
        f"{count} {WORDS[state].split(' since')[0]}" for state, count in counts.items() if count
    ]
    return f"{len(observations)} policies: {', '.join(found) or 'none'}."
