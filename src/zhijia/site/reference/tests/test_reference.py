"""Reference pages say what the declarations say, and a difference is noticed."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from zhijia.engines.cases.flow import list_flows
from zhijia.engines.indicators.definitions import list_indicators
from zhijia.law.resolver import all_parameters
from zhijia.site.reference import writing
from zhijia.site.reference.pages import reference_pages
from zhijia.site.reference.writing import stale_files, with_diagrams, write_files

PAGES = {"states.md": "# one\n", "moves.md": "# two\n"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(writing, "FOLDER", tmp_path / "docs" / "reference")
    monkeypatch.setattr(writing, "SERVICES", tmp_path / "services")
    return tmp_path


def test_every_declaration_is_on_its_page() -> None:
    pages = reference_pages()

    assert all(f"`{flow.code}`" in pages["states.md"] for flow in list_flows())
    assert all(f"`{indicator.code}`" in pages["indicators.md"] for indicator in list_indicators())
    assert all(f"`{key}`" in pages["parameters.md"] for key in all_parameters())


def test_written_pages_are_not_stale(folder: Path) -> None:
    assert {path.name for path in write_files(PAGES)} == {*PAGES, "who_may.md"}

    assert stale_files(PAGES) == []
    assert write_files(PAGES) == []


def test_an_edited_and_a_forgotten_page_are_stale(folder: Path) -> None:
    write_files(PAGES)
    (folder / "docs/reference/states.md").write_text("# edited\n")
    (folder / "docs/reference/old.md").write_text("# old\n")

    assert [path.name for path in stale_files(PAGES)] == ["states.md", "old.md"]

    write_files(PAGES)
    assert (folder / "docs/reference/states.md").read_text() == "# one\n"
    assert not (folder / "docs/reference/old.md").exists()


def test_a_readme_keeps_its_own_words_around_the_diagram(folder: Path) -> None:
    flow = list_flows()[0]
    text = f"# Plans\n\n<!-- diagram: {flow.code} -->\nold\n<!-- end of diagram -->\n\nOpen questions\n"

    drawn = with_diagrams(text)

    assert drawn.startswith("# Plans\n\n")
    assert drawn.endswith("<!-- end of diagram -->\n\nOpen questions\n")
    assert "stateDiagram-v2" in drawn
    assert "old" not in drawn
    assert with_diagrams(drawn) == drawn


def test_the_command_names_what_is_stale(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.site.management.commands.reference.CHECKOUT", folder)

    with pytest.raises(CommandError, match=r"docs/reference/states\.md"):
        call_command("reference", check=True)

    call_command("reference")
    call_command("reference", check=True)
