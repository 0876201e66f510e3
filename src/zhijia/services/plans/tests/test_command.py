"""`zhijia plan parse`: the reading of a file on the terminal, for people and for programs."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from zhijia.services.plans.parsing import parse_plan
from zhijia.services.plans.tests.review.trees import TEXT


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("plan", "parse", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "安排.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_the_reading_in_the_shape_of_the_corpus(file: Path) -> None:
    printed = json.loads(run(str(file), "--json"))

    assert printed == parse_plan(TEXT).to_json()
    assert {"headings", "items", "targets", "deadlines", "owners", "tasks"} <= printed.keys()
    assert all(TEXT[entry["start"] : entry["end"]] == entry["text"] for entry in printed["targets"])


def test_people_get_a_line_for_each_task(file: Path) -> None:
    lines = run(str(file)).splitlines()

    assert lines[0].startswith("江海市总工会2026年下半年工作安排")
    assert len(lines) == 1 + len(parse_plan(TEXT).tasks)


def test_the_year_can_be_given(file: Path) -> None:
    assert json.loads(run(str(file), "--json", "--year", "2030"))["document"]["year"] == 2030


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="只能读取"):
        run(str(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        run(str(tmp_path / "nowhere.txt"))
