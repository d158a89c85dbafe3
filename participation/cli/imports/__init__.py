"""`participation import …`: districts, first taxonomies, and contributions collected elsewhere, from files.

Here files are read and their columns understood; what is written is written by the rooms. Nothing is imported before
it is asked for, so that other commands start quickly.
"""

from __future__ import annotations

import click

from participation.cli.imports.districts import districts
from participation.cli.imports.ideas import ideas, remove, resume, show_report, unfinished
from participation.cli.imports.taxonomy import taxonomy


@click.group(name="import")
def import_group() -> None:
    """Load what was collected elsewhere."""


for _command in (districts, ideas, remove, resume, show_report, taxonomy, unfinished):
    import_group.add_command(_command)

commands = [import_group]
