"""The engine writes, byte for byte, what stock MkDocs writes: each can be used for the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.project import MODELS, PATIENCE, Project
from tests.support.repeats import at_each_change
from tests.support.trees import differences, tree

ODD = "odd"
SITES = (ODD, MODELS[0], FRONT, MODELS[1])
# A page with all that Markdown may hold here; what the pages of real libraries use is a part of it.
EVERYTHING = """\
---
title: "Everything: a test"
description: All that {{ library.name }} can write.
---
# Everything & more

*Emphasis*, **strong**, `code <b>`, [a page](collect.md), [a heading](collect.md#card), \
[this page](everything.md), [here](#lists),
[a reference][one], <https://example.org/?a=b&c=d>, <mail@example.org>, \
1 < 2 & 3 > 2, “quotes”, ñandú, a\\*b.  \nA new line.

Facts: {{ library.name }}, {{ contact('desk').email }}, {{ retention('card-details') }}, \
{{ date('2026-01-02') }}. {{ source('T-01', 'T-02') }}

![A picture](../assets/logo.svg)

[one]: https://example.org/one "With a title"

## Lists & {{ library.short_name }} {#lists}

- one
    - nested, *emphasized*
    - again

        With a paragraph.

- two

1. first
2. second

Term
:   Its definition.

## Tables and boxes {#tables}

| Left | Right |
|------|-------|
| {{ vendor('hoopla').name }} | `2` |

!!! warning "Careful"
    In a box: {{ law('ala-code-iii').citation }}.

> A quotation
> of two lines.

```text
<b>code</b> & more
```

***

### Deeper {#deeper}

The WLS is short for something.

*[WLS]: Our Library System
"""


@pytest.fixture(scope="module")
def project(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The rich library, its branch, and one with a page of everything, built by the engine."""
    project = Project.tiny(tmp_path_factory.mktemp("stock") / "project", scripts, MODELS, (ODD,))
    project.add_logo(ODD)
    for locale in ("en", "es"):
        project.write(f"docs/{ODD}/{locale}/everything.md", EVERYTHING)
    # A page that one language lacks, and texts that have aged: a section, a text of the data, a
    # shared one.
    project.write(
        f"docs/{ODD}/es/horario.md",
        (
            "---\n"
            "title: Horario\n"
            "description: Las horas.\n"
            "---\n"
            "# Horario\n\n"
            "## Verano {#summer}\n\n"
            "De 9 a 13 h.\n"
        ),
    )
    # The front page has a page for each state.
    project.write("data/front.yml", "list_at_once: 1\n")
    project.aviso("translation", "note", ODD, "shared", "--on", "2026-03-02").sound()
    project.replace(f"docs/{ODD}/en/collect.md", "Some words", "Some more words")
    project.replace(f"data/libraries/{ODD}.yml", "We sell nothing.", "We sell nothing at all.")
    project.replace("docs/_shared/en/vendor-states.md", ".", ", of course.")
    project.aviso("build", "--jobs", "2").sound()
    return project


def own_tree(project: Project, public: Path, site: str) -> dict[str, str]:
    """The files of one site below a folder of all."""
    return tree(public, but=tuple(project.libraries)) if site == FRONT else tree(public / site)


@pytest.mark.parametrize("site", at_each_change(SITES, 4))
def test_mkdocs_writes_the_same_bytes(project: Project, site: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--site-dir",
            str(tmp_path / "site"),
        ],
        cwd=project.root,
        env=project.environment(LIBRARY=site),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = own_tree(project, project.public, site), tree(tmp_path / "site")
    assert "index.html" in ours and "es/index.html" in ours
    assert not differences(ours, theirs)


def test_a_build_with_stock_mkdocs_publishes_the_same_bytes(project: Project) -> None:
    stock = project.root / "public-stock"
    run = project.aviso("build", "--stock", "--jobs", "2", "--output", str(stock)).sound()
    assert run.made == {*project.libraries, FRONT}
    assert not differences(tree(project.public), tree(stock))


def test_the_pages_hold_the_note_on_the_translation(project: Project) -> None:
    pages = {
        name: (project.public / ODD / name / "index.html").read_text("utf-8")
        for name in ("horario", "es", "es/collect", "es/companies")
    }
    assert "This page is not yet in English" in pages["horario"]
    assert all("No está al día" in pages[name] for name in ("es", "es/collect", "es/companies"))


def test_the_page_of_everything_holds_everything(project: Project) -> None:
    html = (project.public / ODD / "everything/index.html").read_text("utf-8")
    parts = (
        "<table",
        "<dl",
        "<blockquote",
        "<pre",
        "<abbr",
        "admonition",
        "<img",
        "<ol",
        "<h3",
        "<bdi",
        'title="With a title"',
        "<cite",
        "<br",
    )
    assert [part for part in parts if part not in html] == []
