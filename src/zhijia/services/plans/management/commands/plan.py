"""`zhijia plan parse FILE`: what the parser reads out of a plan, without keeping anything."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhijia.services.plans.parsing import ParsedPlan, UnreadableDocument, parse_plan, read_document


class Command(BaseCommand):
    help = "Read a work plan (.txt or .docx) and print what was found."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`parse FILE [--json] [--year Y] [--issued-on DAY]`."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        parse = verbs.add_parser("parse", help="Print the reading of FILE.")
        parse.add_argument("file", type=Path)
        parse.add_argument("--json", action="store_true", help="flat lists with offsets, for programs")
        parse.add_argument("--year", type=int, help="the plan year, where the text does not say it")
        parse.add_argument("--issued-on", type=date.fromisoformat, help="the day of issue, YYYY-MM-DD")

    def handle(self, *, file: Path, year: int | None, issued_on: date | None, **options: Any) -> None:
        """Print JSON, or one line a task."""
        try:
            text = read_document(file.read_bytes(), file.name)
        except (OSError, UnreadableDocument) as error:
            raise CommandError(str(error)) from error
        reading = parse_plan(text, year=year, issued_on=issued_on)
        if options["json"]:
            self.stdout.write(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
        else:
            self._tell(reading)

    def _tell(self, reading: ParsedPlan) -> None:
        said = reading.document
        self.stdout.write(f"{said.title}  {said.issuer or ''}  {said.number or ''}  {said.year or ''}")
        targets = {target.id: target for target in reading.targets}
        for task in reading.tasks:
            sizes = "，".join(f"{targets[key].object} {targets[key].text}" for key in task.targets)
            self.stdout.write(f"  {task.text}{f'  [{sizes}]' if sizes else ''}")
