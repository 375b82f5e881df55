"""The rules behind findings: each has an id, a severity, a reason and a cure.

A rule registers itself when it is made, so importing a module makes its rules known. A finding gets
its rule from ``Rule.check`` around a function that looks for one kind of problem, or from
``Rule.at`` if the function looks for several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from typing import NamedTuple, ParamSpec

from aviso.core.diagnostics import Diagnostic, Severity
from aviso.core.suggestions import find_closest

# The groups in the order of the handbook, with their subjects.
GROUPS = {
    "facts": "What the records in data/ say",
    "pages": "Pages in docs/",
    "placeholders": "Placeholders in pages",
    "pictures": "Pictures and logos",
    "links": "Links",
    "i18n": "The same in every language",
    "wording": "Words and punctuation",
    "files": "Files and folders",
    "yaml": "How YAML is written",
    "config": "Settings, and what is accepted",
    "html": "Built pages",
    "audit": "What a site does in the browser and on its host",
    "build": "Building and publishing",
    "hosting": "Web servers and their logs",
    "policies": "Companies' privacy policies",
    "reviews": "Reviews that are due",
}
RULE_PATTERN = re.compile(rf"({'|'.join(GROUPS)})/[a-z0-9]+(-[a-z0-9]+)*")
HANDBOOK = "handbook/rules"
DISTRIBUTION = "aviso-notices"
CHECK = "aviso check"
Arguments = ParamSpec("Arguments")


@dataclass(frozen=True)
class Rule:
    """One kind of finding.

    ``summary`` says what was found, ``why`` why that matters, ``cure`` what to do, ``example``
    shows it; ``found_by`` is the command that looks for it. Raises ValueError for an id of
    another form, or one that another rule has.
    """

    id: str
    summary: str
    why: str
    cure: str
    severity: Severity = "error"
    example: str = ""
    found_by: str = CHECK

    def __post_init__(self) -> None:
        if not RULE_PATTERN.fullmatch(self.id):
            raise ValueError(f'"{self.id}" is not an id of a rule')
        if self.id in RULES:
            raise ValueError(f'two rules have the id "{self.id}"')
        RULES[self.id] = self

    @property
    def group(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The part of the id after the slash."""
        return self.id.partition("/")[2]

    def at(
        self, file: str, line: int, message: str, hint: str = "", ids: tuple[str, ...] = ()
    ) -> Diagnostic:
        """Return a finding of this rule; ``ids`` name the records concerned."""
        return Diagnostic(file, line, message, hint, self.severity, self.id, ids)

    def make_fault(self, message: str, hint: str = "") -> Fault:
        """Return a finding of this rule whose place is not yet known."""
        return Fault(message, hint, self)

    def check(
        self, function: Callable[Arguments, Iterable[Diagnostic]]
    ) -> Callable[Arguments, Iterator[Diagnostic]]:
        """Give this rule to the findings of a function that have no rule of their own."""

        @wraps(function)
        def stamp(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Iterator[Diagnostic]:
            for found in function(*args, **kwargs):
                yield found if found.rule else found.assign_rule(self.id, self.severity)

        return stamp


# Every rule of the modules that have been imported, by its id.
RULES: dict[str, Rule] = {}


class Fault(NamedTuple):
    """A finding without its place: what is wrong, what to do, and the rule."""

    message: str
    hint: str
    rule: Rule

    def at(self, file: str, line: int) -> Diagnostic:
        """Return the finding at its place."""
        return self.rule.at(file, line, self.message, self.hint)


def make_diagnostic(
    file: str, line: int, message: str, hint: str = "", rule: Rule | None = None
) -> Diagnostic:
    """Make a finding of a rule; without one, ``Rule.check`` around the caller stamps its own."""
    return rule.at(file, line, message, hint) if rule else Diagnostic(file, line, message, hint)


def make_help_address(rule_id: str) -> str:
    """Return where the handbook explains a rule.

    It is a whole address, of the handbook at the installed version, if it is known where the
    repository is: from ``project.urls`` in pyproject.toml, or because pip installed Aviso from
    there (PEP 610). If not, it is a path below the repository.
    """
    group, _, name = rule_id.partition("/")
    return f"{_find_handbook()}{HANDBOOK}/{group}.md#{name}"


@cache
def _find_handbook() -> str:
    """Return the address of the repository's files at the installed version, or ""."""
    # Only reports need these imports.
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return ""
    urls = dict(url.split(", ", 1) for url in installed.metadata.get_all("Project-URL") or [])
    if repository := urls.get("Repository") or urls.get("Source"):
        return f"{repository.rstrip('/')}/blob/v{installed.version}/"
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    address, code = str(origin.get("url", "")), origin.get("vcs_info")
    if code and address.startswith("https://"):
        return f"{address.removesuffix('.git')}/blob/{code['commit_id']}/"
    return ""


def find_closest_rule(word: str, rules: Iterable[str]) -> str | None:
    """Return the id of the rule that somebody probably meant by ``word``, or None.

    The word may have a wrong group, no group, or a typing error.
    """
    ids = list(rules)
    name = word.rpartition("/")[2]
    alike = [rule_id for rule_id in ids if rule_id.partition("/")[2] == name]
    if len(alike) == 1:
        return alike[0]
    if "/" in word:
        return find_closest(word, ids)
    names = {rule_id.partition("/")[2]: rule_id for rule_id in ids}
    return names.get(find_closest(word, names) or "")


@dataclass(frozen=True)
class Selection:
    """A choice of rules: the selected ones (all, if none are named) without the ignored ones.

    Each pattern is an id (``i18n/negation``) or a group (``i18n`` or ``i18n/*``). An id takes
    precedence over a group. If both options name a rule equally closely, it is ignored.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def keeps(self, found: Diagnostic) -> bool:
        """Tell whether a finding is wanted."""
        return self.keeps_rule(found.rule)

    def keeps_rule(self, rule_id: str) -> bool:
        """Tell whether findings of a rule are wanted."""
        # Without --select every rule is chosen, but less closely than by any name.
        chosen = _rate_closeness(rule_id, self.select) if self.select else 0.5
        return chosen > _rate_closeness(rule_id, self.ignore)

    def filter(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that are wanted."""
        return [one for one in found if self.keeps(one)]


def _rate_closeness(rule_id: str, patterns: Iterable[str]) -> int:
    """Return 2 if a pattern is the id itself, 1 if one is its group, else 0."""
    group = rule_id.partition("/")[0]
    return max(
        (
            2 if pattern == rule_id else int(pattern.removesuffix("/*") == group)
            for pattern in patterns
        ),
        default=0,
    )
