"""Rules: each finding has one, and each is explained once; which are told can be chosen, and
warnings can be accepted.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click import Context
from click.testing import Result
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from aviso.build.incremental import Outcome
from aviso.checks.suite import check_all, find_all
from aviso.checks.suppressions import Suppressions
from aviso.cli.main import main
from aviso.cli.progress import report
from aviso.cli.rule import explain
from aviso.cli.rule_pages import make_pages
from aviso.cli.rule_registry import MODULES, collect_rules
from aviso.core.diagnostics import Diagnostic
from aviso.core.report_formats import FORMATS, write_report
from aviso.core.rules import GROUPS, Rule, Selection, find_closest_rule, make_help_address
from tests.support.project import Project

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scripts" / "aviso"
RULES = collect_rules()
CORE = {"core/diagnostics.py", "core/rules.py"}


@pytest.fixture
def aviso(small_project: Project) -> Callable[..., Result]:
    """Run a command in the small project."""
    return small_project.invoke


# What rules are


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_what_why_and_what_to_do(rule: Rule) -> None:
    for text in (rule.why, rule.cure):
        assert re.match(r"[A-Z“]", text) and text.endswith((".", "…")) and len(text.split()) >= 8
    assert rule.summary[0].isupper() and not rule.summary.endswith(".")
    assert rule.found_by.removeprefix("aviso ") in main.list_commands(Context(main))


def test_no_two_rules_say_the_same() -> None:
    assert len({rule.summary for rule in RULES.values()}) == len(RULES)
    assert len({rule.why for rule in RULES.values()}) == len(RULES)
    assert {rule.group for rule in RULES.values()} == set(GROUPS)


def test_an_id_stands_once_and_in_its_form() -> None:
    with pytest.raises(ValueError, match="two rules have the id"):
        Rule("files/empty", "A", "B", "C")
    for wrong in ("files", "files/", "files/Empty", "file/empty", "files/empty-"):
        with pytest.raises(ValueError, match="is not an id"):
            Rule(wrong, "A", "B", "C")


def test_every_module_with_rules_is_listed() -> None:
    found = {
        "aviso." + path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bRule\(\s*f?\"", path.read_text("utf-8"))
        and path.relative_to(PACKAGE).as_posix() not in CORE
    }
    assert found == set(MODULES)


# Every finding has a rule


def findings_made(path: Path) -> Iterator[tuple[ast.Call, bool]]:
    """Each call that makes a finding, and whether a ``Rule.check`` around it stamps its rule."""

    def visit(node: ast.AST, is_stamped: bool) -> Iterator[tuple[ast.Call, bool]]:
        if isinstance(node, ast.FunctionDef):
            is_stamped = is_stamped or any(
                isinstance(one, ast.Attribute) and one.attr == "check"
                for one in node.decorator_list
            )
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("Diagnostic", "diagnostic", "problem"):
                yield node, is_stamped
        for inner in ast.iter_child_nodes(node):
            yield from visit(inner, is_stamped)

    yield from visit(ast.parse(path.read_text("utf-8")), False)


def names_a_rule(call: ast.Call) -> bool:
    """Tell whether a call hands on a rule, or a whole fault, which has one."""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(
        isinstance(one, ast.Starred)
        or (isinstance(one, ast.Name) and (one.id.isupper() or one.id == "rule"))
        or (isinstance(one, ast.Attribute) and one.attr == "rule")
        for one in values
    )


def test_no_finding_is_made_without_a_rule() -> None:
    made = [
        (f"{path.relative_to(PACKAGE).as_posix()}:{call.lineno}", call, is_stamped)
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in CORE
        for call, is_stamped in findings_made(path)
    ]
    assert len(made) > 50
    assert [place for place, call, stamped in made if not (stamped or names_a_rule(call))] == []


def test_a_check_stamps_its_rule_on_what_has_none() -> None:
    mine, other = RULES["pages/id-twice"], RULES["pages/statement-not-used"]

    @mine.check
    def check() -> Iterator[Diagnostic]:
        yield Diagnostic("a.md", 1, "twice")
        yield other.at("a.md", 2, "not used")

    assert [(one.rule, one.severity) for one in check()] == [
        ("pages/id-twice", "error"),
        ("pages/statement-not-used", "warning"),
    ]


# The forms

FINDING = RULES["facts/two-retentions"].at("a.yml", 7, "says “5 years”", "Find out.", ("x", "y"))
ERROR = RULES["yaml/tag"].at("b.yml", 1, "uses a tag")


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_carries_the_rule_and_where_it_is_explained(form: str) -> None:
    told = write_report([FINDING, ERROR], form, "aviso check")
    for one in (FINDING, ERROR):
        assert one.rule in told
        assert form == "text" or make_help_address(one.rule) in told.replace("\\/", "/")


def test_text_names_the_ids_by_which_a_warning_is_accepted() -> None:
    assert write_report([FINDING], "text", "aviso check").endswith("[facts/two-retentions: x, y]")


def test_sarif_explains_each_rule_and_keeps_to_its_schema() -> None:
    text = write_report([FINDING, ERROR], "sarif", "aviso check")
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    run = json.loads(text)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [one["ruleId"] for one in run["results"]] == ["facts/two-retentions", "yaml/tag"]
    for one in run["results"]:
        told = rules[one["ruleIndex"]]
        rule = RULES[one["ruleId"]]
        assert (told["id"], told["fullDescription"]["text"]) == (rule.id, rule.why)
        assert rule.cure in told["help"]["text"]
        assert one["level"] == told["defaultConfiguration"]["level"] == rule.severity


def test_junit_and_gitlab_use_the_rule_as_type_and_name() -> None:
    suite = ElementTree.fromstring(write_report([ERROR], "junit", "aviso check"))[0]
    assert suite[0][0].get("type") == "yaml/tag"
    (row,) = json.loads(write_report([ERROR], "gitlab", "aviso check"))
    assert row["check_name"] == "yaml/tag"


# Which rules are told


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ((), (), {"i18n/negation", "i18n/number", "yaml/tag"}),
        (("i18n",), (), {"i18n/negation", "i18n/number"}),
        (("i18n/*", "yaml/tag"), (), {"i18n/negation", "i18n/number", "yaml/tag"}),
        ((), ("i18n",), {"yaml/tag"}),
        (("i18n",), ("i18n/number",), {"i18n/negation"}),
        (("i18n/number",), ("i18n",), {"i18n/number"}),
        (("i18n/number",), ("i18n/number",), set()),
    ],
)
def test_the_closest_name_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], kept: set[str]
) -> None:
    found = [RULES[name].at("a", 1, "x") for name in ("i18n/negation", "i18n/number", "yaml/tag")]
    assert {one.rule for one in Selection(select, ignore).filter(found)} == kept


def spoil(project: Project) -> None:
    """Bring an error and a warning into the project."""
    project.write("data/vendors/notes.txt", "Ask them.")
    add_statement(project)


def add_statement(project: Project) -> int:
    """Add a statement that nothing rests on, which is a warning; return its line."""
    statement = "      - id: RL-03\n        text: {en: A., es: B.}\n"
    project.replace(LIBRARY, "    revisions:\n", f"{statement}    revisions:\n")
    return project.line_of(LIBRARY, "- id: RL-03")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), 1, {"files/wrong-ending", "pages/statement-not-used"}),
        (("--select", "pages"), 0, {"pages/statement-not-used"}),
        (("--ignore", "files/wrong-ending"), 0, {"pages/statement-not-used"}),
        (("--ignore", "pages/*,files"), 0, set()),
        (
            ("--select", "files", "--select", "pages", "--ignore", "pages"),
            1,
            {"files/wrong-ending"},
        ),
    ],
)
def test_the_exit_status_follows_what_is_told(
    aviso: Callable[..., Result],
    small_project: Project,
    arguments: tuple[str, ...],
    status: int,
    told: set[str],
) -> None:
    spoil(small_project)
    done = aviso("check", "--format", "json", *arguments)
    assert (done.exit_code, {row["rule"] for row in json.loads(done.stdout)}) == (status, told)


@pytest.mark.parametrize("command", ["check", "links", "proofread", "audit"])
@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("i18m", 'Did you mean "i18n"?'),
        ("i18n/negaton", 'Did you mean "i18n/negation"?'),
        ("facts/negation", 'Did you mean "i18n/negation"?'),
        ("facts/xyz", "See: aviso rule"),
    ],
)
def test_a_rule_that_does_not_exist_is_told(
    aviso: Callable[..., Result], command: str, given: str, hint: str
) -> None:
    done = aviso(command, "--ignore", given)
    assert done.exit_code == 2 and f'there is no rule or group "{given}". {hint}' in done.stderr


def test_a_build_tells_the_rule_and_knows_no_ignoring(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.write("data/vendors/pagewell.yml", "")
    done = aviso("build", "riverside", "--jobs", "1", "--output", "out")
    assert done.exit_code == 1 and "[files/empty]" in done.stdout
    assert aviso("build", "--ignore", "files").exit_code == 2


def test_a_build_does_not_tell_a_warning_that_is_accepted(
    small_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    heavy = RULES["html/heavy-pictures"].at("riverside/collect/index.html", 1, "weighs much")
    outcomes = [Outcome("riverside", "published", "", (heavy,))]
    for left in (1, 0):
        suppressions = Suppressions.load(small_project.opened, TODAY)
        report(outcomes, 1, small_project.root, False, suppressions.drop_accepted)
        assert capsys.readouterr().out.count("[html/heavy-pictures]") == left
        accept(small_project, rule=heavy.rule, file=heavy.file)


def test_an_audit_tells_and_leaves_out_rules(aviso: Callable[..., Result]) -> None:
    done = aviso("audit", "riverside", "--output", "out", "--format", "json")
    (row,) = json.loads(done.stdout)["findings"]
    assert (done.exit_code, row["rule"], row["help"]) == (
        1,
        "audit/not-published",
        "handbook/rules/audit.md#not-published",
    )
    done = aviso("audit", "riverside", "--output", "out", "--ignore", "audit")
    assert done.exit_code == 0 and "not published" not in done.stdout


def test_proofreading_accepts_and_leaves_out_rules(
    aviso: Callable[..., Result], small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = RULES["wording/misspelt"].at("docs/a.md", 3, '"hopla" is not in the dictionary')
    monkeypatch.setattr("aviso.apps.proofread.spelling.proofread", lambda *given: [word])
    assert aviso("proofread").exit_code == 1
    assert aviso("proofread", "--ignore", "wording/misspelt").exit_code == 0
    accept(small_project, rule=word.rule, file=word.file, line=3)
    assert aviso("proofread", "--today", "2026-11-29").exit_code == 0
    assert told(small_project) == []
    accept(small_project, rule=word.rule, file="docs/b.md")
    done = aviso("proofread", "--today", "2026-11-29", "--format", "json")
    assert {row["rule"] for row in json.loads(done.stdout)} == {
        "wording/misspelt",
        "config/suppression-matches-nothing",
    }
    done = aviso("proofread", "riverside", "--today", "2026-11-29", "--format", "json")
    assert {row["rule"] for row in json.loads(done.stdout)} == {"wording/misspelt"}


def test_a_warning_of_hosting_can_be_accepted(
    aviso: Callable[..., Result], small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = RULES["hosting/caddy-logs-less"].at(LIBRARY, 1, "leaves them out")
    monkeypatch.setattr("aviso.apps.hosting.caddy.find_problems", lambda hosts: [less])
    assert "[hosting/caddy-logs-less]" in aviso("hosting", "caddy").stderr
    assert aviso("hosting", "caddy", "--ignore", "hosting").stderr == ""
    accept(small_project, rule=less.rule, file=LIBRARY)
    assert aviso("hosting", "caddy", "--today", "2026-11-29").stderr == ""
    told_of_nginx = aviso("hosting", "nginx", "--today", "2026-11-29").stderr
    assert told_of_nginx == ""
    accept(small_project, rule=less.rule, file="data/libraries/other.yml")
    told_of_caddy = aviso("hosting", "caddy", "--today", "2026-11-29").stderr
    assert "[config/suppression-matches-nothing]" in told_of_caddy


# The verb


def test_a_rule_is_explained(aviso: Callable[..., Result]) -> None:
    done = aviso("rule", "i18n/negation")
    rule, told = RULES["i18n/negation"], " ".join(aviso("rule", "i18n/negation").stdout.split())
    assert done.exit_code == 0
    for text in (rule.why, rule.cure, rule.example, make_help_address(rule.id)):
        assert " ".join(text.split()) in told


def test_all_rules_or_those_of_a_group_are_listed(aviso: Callable[..., Result]) -> None:
    assert [line.split()[0] for line in aviso("rule").stdout.splitlines()] == list(RULES)
    listed = aviso("rule", "yaml").stdout.splitlines()
    assert len(listed) > 10 and all(line.startswith("yaml/") for line in listed)


def test_only_a_rule_that_is_really_close_is_suggested(aviso: Callable[..., Result]) -> None:
    assert 'Did you mean "i18n/negation"?' in aviso("rule", "negation").stderr
    assert 'Did you mean "facts/two-retentions"?' in aviso("rule", "facts/two-retention").stderr
    for far in ("facts/whatever", "zzz", "pages/xyz"):
        done = aviso("rule", far)
        assert done.exit_code == 2 and "See: aviso rule" in done.stderr
    assert find_closest_rule("facts/heading-id", RULES) == "pages/heading-id"


def test_explaining_a_rule_without_an_example_leaves_no_gap() -> None:
    assert "Example" not in explain(RULES["files/empty"])


def test_the_handbook_is_what_the_rules_say() -> None:
    written = {
        path.name: path.read_text("utf-8") for path in (ROOT / "handbook" / "rules").iterdir()
    }
    assert written == make_pages(RULES.values()), "Type: ./run docs"


def test_the_handbook_has_a_heading_for_each_rule() -> None:
    text = make_pages(RULES.values())
    for rule in RULES.values():
        file, _, anchor = make_help_address(rule.id).rpartition("/")[2].partition("#")
        assert f"\n## {anchor}\n" in text[file]


# What is accepted

TODAY = date(2026, 11, 29)
UNUSED = "pages/statement-not-used"
LIBRARY = "data/libraries/riverside.yml"


def accept(project: Project, **entry: object) -> None:
    """Write data/accepted.yml with one entry."""
    entry = {"reason": "The privacy office looked.", "until": "2027-01-31", **entry}
    lines = "\n    ".join(f"{key}: {value}" for key, value in entry.items())
    project.write("data/accepted.yml", f"findings:\n  - {lines}\n")


def told(project: Project, today: date = TODAY, sites: list[str] | None = None) -> list[str]:
    """The rules of what is found and not accepted, each once."""
    return sorted({one.rule for one in check_all(project.opened, sites, today)})


def test_a_warning_is_accepted_at_its_place(small_project: Project) -> None:
    line = add_statement(small_project)
    assert told(small_project) == [UNUSED]
    accept(small_project, rule=UNUSED, file=LIBRARY)
    assert told(small_project) == []
    accept(small_project, rule=UNUSED, file=LIBRARY, line=line)
    assert told(small_project) == []
    reasons = {one.accepted for one in find_all(small_project.opened, today=TODAY)}
    assert reasons == {"accepted: The privacy office looked."}


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"rule": UNUSED, "file": "data/libraries/riverside-branch.yml"},
        {"rule": UNUSED, "file": LIBRARY, "line": 1},
        {"rule": UNUSED, "ids": "[RL-03]"},
    ],
)
def test_a_warning_at_another_place_is_told_and_so_is_the_entry(
    small_project: Project, elsewhere: dict[str, object]
) -> None:
    add_statement(small_project)
    accept(small_project, **elsewhere)
    assert told(small_project) == ["config/suppression-matches-nothing", UNUSED]


def test_after_its_last_day_the_finding_and_the_entry_are_told(small_project: Project) -> None:
    add_statement(small_project)
    accept(small_project, rule=UNUSED, file=LIBRARY, until="2026-11-29")
    assert told(small_project, date(2026, 11, 29)) == []
    assert told(small_project, date(2026, 11, 30)) == [
        "config/suppression-expired",
        UNUSED,
    ]


def test_an_entry_that_matches_nothing_is_told_only_by_a_run_that_looked_at_everything(
    small_project: Project,
) -> None:
    accept(small_project, rule=UNUSED, file=LIBRARY)
    assert told(small_project) == ["config/suppression-matches-nothing"]
    assert told(small_project, sites=["riverside-branch"]) == []
    small_project.write("data/vendors/pagewell.yml", "name: [")
    assert "config/suppression-matches-nothing" not in told(small_project)


def test_an_error_cannot_be_accepted(small_project: Project) -> None:
    small_project.write("data/vendors/pagewell.yml", "")
    accept(small_project, rule="files/empty", file="data/vendors/pagewell.yml")
    assert set(told(small_project)) >= {"files/empty", "config/suppression-of-an-error"}


def test_a_suppression_of_warnings_does_not_touch_an_error(small_project: Project) -> None:
    error = RULES["yaml/tag"].at("a.yml", 1, "x")
    accept(small_project, rule="yaml/tag", file="a.yml")
    assert Suppressions.load(small_project.opened, TODAY).drop_accepted([error]) == [error]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("pages/statement-not-usd", 'Did you mean "pages/statement-not-used"?'),
        ("facts/xyz", "Copy it from the brackets"),
        ("links/broken", "Write the address and the group under links."),
    ],
)
def test_an_entry_of_no_rule_is_told(
    aviso: Callable[..., Result], small_project: Project, rule: str, words: str
) -> None:
    accept(small_project, rule=rule, file=LIBRARY)
    done = aviso("check", "--today", "2026-11-29")
    assert words in done.stdout and "[config/suppression-of-unknown-rule]" in done.stdout


def test_a_rule_by_its_old_name_is_still_accepted(small_project: Project) -> None:
    accept(small_project, rule="two-retentions", ids="[a, b]")
    (entry,) = Suppressions.load(small_project.opened, TODAY).entries
    assert entry.is_for(RULES["facts/two-retentions"].at("a.yml", 1, "x", "", ("b", "a")))
    assert not entry.is_for(RULES["facts/two-retentions"].at("a.yml", 1, "x", "", ("b",)))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"until": ""}, "until is empty"),
        ({}, "needs either the ids or the file that the warning names, not both"),
        ({"ids": "[a]", "file": "a.yml"}, "needs either the ids or the file"),
        ({"ids": "[a]", "line": 3}, "names a line without its file; add the file"),
        ({"file": "a.yml", "line": "x"}, 'line cannot be "x". Write a whole number from 1 on.'),
    ],
)
def test_an_entry_with_a_fault_is_told(
    small_project: Project, entry: dict[str, object], words: str
) -> None:
    accept(small_project, rule=UNUSED, **entry)
    assert words in "\n".join(map(str, check_all(small_project.opened, today=TODAY)))


def test_an_entry_without_its_end_is_told(small_project: Project) -> None:
    small_project.write(
        "data/accepted.yml",
        f"findings:\n  - rule: {UNUSED}\n    file: a.yml\n    reason: Because.\n",
    )
    (found,) = check_all(small_project.opened, today=TODAY)
    assert "until is missing" in found.message and "last day" in found.hint


def test_notes_tell_what_is_accepted_and_why(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    add_statement(small_project)
    accept(small_project, rule=UNUSED, file=LIBRARY)
    done = aviso("check", "--notes", "--today", "2026-11-29")
    assert f"[{UNUSED}] (accepted: The privacy office looked.)" in done.stdout
    assert UNUSED not in aviso("check", "--notes", "--ignore", "pages").stdout
