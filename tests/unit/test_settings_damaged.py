"""A broken mkdocs.yml is told at its line, in plain words, by every command."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.build.mkdocs_adapter import load_config
from aviso.checks.suite import check_all
from aviso.cli.main import main
from aviso.cli.rule_registry import collect_rules
from aviso.core.project import Project
from tests.support.project import Project as ProjectFolder
from tests.support.repeats import at_each_change

ADDRESS = "site_url: https://notices.example.org/"
LANGUAGES = """\
      languages:
        - {locale: en, name: English, default: true}
        - {locale: es, name: Español}
"""
EVERY = "  languages_of_every_library: [en, es]"
# For each damage: what is replaced, by what, the rule, and the word that its line must hold.
DAMAGES: dict[str, tuple[str, str, str, str]] = {
    "a tab": ("        - {locale: es", "\t- {locale: es", "yaml/indentation", "locale: es"),
    "an open bracket": (EVERY, EVERY[:-1], "yaml/not-closed", ""),
    "an open quotation": ("site_name: Aviso", 'site_name: "Aviso', "yaml/not-closed", "site_name"),
    "a second colon": ("site_name: Aviso", "site_name: A: b", "yaml/second-colon", "site_name"),
    "no colon": ("docs_dir: docs", "docs_dir docs", "yaml/no-colon", "docs_dir"),
    "a line too far in": ("docs_dir: docs", "  docs_dir: docs", "yaml/second-colon", "docs_dir"),
    "a sign at the beginning": ("docs_dir: docs", "docs_dir: @docs", "yaml/cannot-begin", "@docs"),
    "a key twice": ("docs_dir: docs", "docs_dir: docs\ndocs_dir: docs", "yaml/key-twice", "docs"),
    "a second document": ("docs_dir: docs", "---\ndocs_dir: docs", "yaml/second-document", "---"),
    "an alias of nothing": ("docs_dir: docs", "docs_dir: *docs", "yaml/anchor", "*docs"),
    "an anchor": ("docs_dir: docs", "docs_dir: &docs docs", "yaml/anchor", "&docs"),
    "brackets as a key": ("docs_dir: docs", "[docs]: docs", "yaml/key-is-no-word", "[docs]"),
    "an unknown tag": ("docs_dir: docs", "docs_dir: !folder docs", "yaml/tag", "!folder"),
    "an object of Python": (
        "docs_dir: docs",
        "docs_dir: !!python/object:os.system x",
        "yaml/tag",
        "!!python",
    ),
    "a control character": ("docs_dir: docs", "docs_dir: do\x07cs", "files/invisible", ""),
    "the address missing": (ADDRESS + "\n", "", "config/site-address", ""),
    "the address empty": (ADDRESS, "site_url:", "config/site-address", "site_url"),
    "the address a list": (ADDRESS, "site_url: [a]", "config/wrong-form", "site_url"),
    "the address from outside": (
        ADDRESS,
        "site_url: !ENV [SITE_ADDRESS, 'https://notices.example.org/']",
        "config/value-from-outside",
        "site_url",
    ),
    "the address no address": (
        ADDRESS,
        "site_url: notices",
        "config/site-address",
        "site_url: notices",
    ),
    "the name missing": ("site_name: Aviso\n", "", "config/site-name", ""),
    "the name empty": ("site_name: Aviso", "site_name:", "config/site-name", "site_name"),
    "the name a group": ("site_name: Aviso", "site_name: {en: A}", "config/wrong-form", "site_"),
    "plugins a word": ("plugins:\n", "plugins: i18n\nmore:\n", "config/wrong-form", "plugins"),
    "options beside the plugin": (
        "  - i18n:\n      docs_structure: folder\n",
        "  - i18n:\n    docs_structure: folder\n",
        "yaml/second-colon",
        "",
    ),
    "the plugin without options": (LANGUAGES, "", "config/default-language", "i18n"),
    "a plugin without a name": ("  - i18n:\n", "  -\n  - i18n:\n", "config/wrong-form", "-"),
    "languages a word": (LANGUAGES, "      languages: en\n", "config/wrong-form", "languages"),
    "languages empty": (LANGUAGES, "      languages:\n", "config/default-language", "languages"),
    "languages by code": (
        LANGUAGES,
        "      languages: [en, es]\n",
        "config/language",
        "languages: [en",
    ),
    "languages from outside": (
        LANGUAGES,
        "      languages: !ENV LANGUAGES\n",
        "config/value-from-outside",
        "languages",
    ),
    "every language a word": (EVERY, EVERY.split(":")[0] + ": en", "config/wrong-form", "every"),
    "every language unknown": (
        EVERY,
        EVERY.replace(" es]", " vi]"),
        "config/language-not",
        "every",
    ),
    "extra a list": ("extra:\n", "extra: [a]\nmore:\n", "config/wrong-form", "extra"),
    "the theme a list": ("theme:\n", "theme: [a]\nmore:\n", "config/wrong-form", "theme"),
    "the theme another": ("  name: material", "  name: readthedocs", "config/not-read", "name"),
    "the theme a name": ("theme:\n", "theme: mkdocs\nmore:\n", "config/not-read", "theme"),
    "the templates elsewhere": (
        "  custom_dir: o",
        "  custom_dir: x/o",
        "config/not-read",
        "custom",
    ),
    "the folder another": ("docs_dir: docs", "docs_dir: pages", "config/not-read", "docs_dir"),
    "the folder a list": ("docs_dir: docs", "docs_dir: [docs]", "config/wrong-form", "docs_dir"),
    "hooks a group": (
        "hooks:\n  - scripts/hooks.py",
        "hooks:\n  scripts/hooks.py: 1",
        "config/wrong-form",
        "hooks",
    ),
    "extensions a word": (
        "markdown_extensions:\n",
        "markdown_extensions: abbr\nmore:\n",
        "config/wrong-form",
        "markdown_extensions",
    ),
    "an unknown extension": (
        "  - attr_list",
        "  - attr_lits",
        "config/unknown-markdown-extension",
        "attr_lits",
    ),
    "a module that is no extension": (
        "  - abbr",
        "  - json",
        "config/unknown-markdown-extension",
        "json",
    ),
    "an unknown option": (
        '{marker: ""}',
        '{marker: "", permalinks: true}',
        "config/markdown-extension-options",
        "permalinks",
    ),
    "an option of another kind": (
        '{marker: ""}',
        '{marker: "", toc_depth: deep}',
        "config/markdown-extension-options",
        "toc_depth",
    ),
    "an option that is used late": (
        '{marker: ""}',
        '{marker: "", slugify: words}',
        "config/markdown-extension-options",
        "slugify",
    ),
    "options a word": ('toc: {marker: ""}', "toc: words", "config/wrong-form", "toc"),
    "an option from a program": (
        '{marker: ""}',
        "{slugify: !!python/name:os.getcwd }",
        "config/value-from-outside",
        "slugify",
    ),
    "the safe Markdown missing": (
        "  - aviso.content.safe_markdown\n",
        "",
        "config/markdown-safety",
        "markdown_extensions",
    ),
    "raw HTML let in again": (
        "  - aviso.content.safe_markdown\n",
        "  - aviso.content.safe_markdown\n  - md_in_html\n",
        "config/markdown-safety",
        "safe_markdown",
    ),
}
# Whole files, each with the rule that it breaks.
FILES = {
    "empty": (b"", "files/empty"),
    "only a comment": (b"# Nothing\n", "yaml/no-keys"),
    "a list": (b"- a\n- b\n", "yaml/no-keys"),
    "a text": (b"words\n", "yaml/no-keys"),
    "Latin-1": ("site_name: Niño\n".encode("latin-1"), "files/not-utf-8"),
    "a NUL": (b"site_name: a\0b\n", "files/not-utf-8"),
    "deep": (b"a: " + b"[" * 3000, "yaml/too-deep"),
    "an alias of itself": (b"a: &a [*a]\n", "yaml/anchor"),
}
COMMANDS = (
    ("check",),
    ("build", "--jobs", "1"),
    ("audit",),
    ("due",),
    ("hosting", "nginx"),
    ("links", "--offline"),
    ("new", "vendor", "some-company"),
    ("override", "vendor", "libby"),
    ("proofread",),
    ("remove", "library", "riverside"),
    ("rename", "library", "riverside", "lakeside"),
    ("schema",),
    ("serve",),
    ("status",),
    ("translation", "status"),
    ("vendor", "reviewed", "libby", "--offline"),
    ("watch",),
)


@pytest.fixture
def folder(renew_small_project: Callable[[], ProjectFolder], tmp_path: Path) -> Path:
    """A copy of the small project whose settings may be changed too."""
    return Path(shutil.copytree(renew_small_project().root, tmp_path / "project", symlinks=True))


def damage(folder: Path, name: str) -> tuple[str, str]:
    """Bring a damage into mkdocs.yml; return the rule and the word at its place."""
    old, new, rule, word = DAMAGES[name]
    path = folder / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return rule, word


@pytest.mark.parametrize("name", at_each_change(DAMAGES, 2))
def test_a_damage_is_told_at_its_line(folder: Path, name: str) -> None:
    rule, word = damage(folder, name)
    lines = (folder / "mkdocs.yml").read_text("utf-8").splitlines()
    found = [one for one in check_all(Project(folder)) if one.file == "mkdocs.yml"]
    [told, *_] = [one for one in found if one.rule.startswith(rule)] or [found]
    assert word in lines[told.line - 1]
    assert told.rule in collect_rules() and (told.hint or "write it whole" in told.message)


@pytest.mark.parametrize("name", at_each_change(DAMAGES, 4))
def test_no_site_is_made_of_an_error(folder: Path, name: str) -> None:
    damage(folder, name)
    errors = [one for one in check_all(Project(folder)) if one.severity == "error"]
    for site in ("_front", "riverside"):
        if errors:
            with pytest.raises(UnsoundSite, match=r"mkdocs\.yml"):
                assemble_site(Project(folder), site)
        else:
            assert assemble_site(Project(folder), site).pages


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_settings_is_told(folder: Path, name: str) -> None:
    content, rule = FILES[name]
    (folder / "mkdocs.yml").write_bytes(content)
    found = check_all(Project(folder))
    assert found[0].rule.startswith(rule)
    assert all(one.hint and one.file == "mkdocs.yml" for one in found)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(folder)
    for name in ("a tab", "an unknown extension", "languages a word"):
        text = (folder / "mkdocs.yml").read_bytes()
        rule, _ = damage(folder, name)
        run = CliRunner().invoke(main, command)
        assert run.exit_code == 1 and isinstance(run.exception, SystemExit), run.output
        assert "mkdocs.yml, line" in run.output and rule in run.output
        (folder / "mkdocs.yml").write_bytes(text)


@pytest.mark.parametrize("entries", ["list", "group"])
def test_the_lists_of_mkdocs_may_be_groups_too(folder: Path, entries: str) -> None:
    path = folder / "mkdocs.yml"
    if entries == "group":
        text = path.read_text("utf-8").replace("  - i18n:\n", "  i18n:\n")
        for name in ("abbr", "admonition", "attr_list", "def_list", "sane_lists"):
            text = text.replace(f"  - {name}\n", f"  {name}:\n")
        text = text.replace("  - toc:", "  toc:").replace("  - aviso.content", "  aviso.content")
        path.write_text(text.replace("safe_markdown\n", "safe_markdown:\n"), "utf-8")
    assert check_all(Project(folder)) == []
    assert Project(folder).locales.locales == ("en", "es")
    assert load_config(str(path))["plugins"]["i18n"]
    assert assemble_site(Project(folder), "riverside").pages


def test_a_final_slash_is_added_as_mkdocs_does(folder: Path) -> None:
    path = folder / "mkdocs.yml"
    text = path.read_text("utf-8").replace(ADDRESS, "site_url: https://notices.example.org/sub")
    path.write_text(text, "utf-8")
    assert check_all(Project(folder)) == []
    address = Project(folder).front_address
    assert address == load_config(str(path))["site_url"] == "https://notices.example.org/sub/"
    assert assemble_site(Project(folder), "_front").address == address
