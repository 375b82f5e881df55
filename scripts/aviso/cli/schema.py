"""``aviso schema``: writes the JSON schemas of the data files."""

from __future__ import annotations

import click

from aviso.cli.common import open_project
from aviso.model.json_schema import write_schemas


@click.command()
def schema() -> None:
    """Write data/schema/*.json from the model, after a change of the model."""
    for path in write_schemas(open_project()):
        click.echo(f"written: {path.name}")
