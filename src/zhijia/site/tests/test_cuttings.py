"""Of processes that begin side by side one migrates; the others begin with a copy of what it left."""

from functools import partial
from pathlib import Path

from zhijia.site.testing.cuttings import plant


def _grown(home: Path, word: str, grown: list[str]) -> None:
    grown.append(word)
    (home / "postgres" / "data" / "base").mkdir(parents=True)
    (home / "postgres" / "data" / "base" / "1").write_text(word)
    (home / "postgres" / "endpoint.json").write_text("{}")
    (home / "postgres" / "start.log").write_text("of this one only")


def test_the_first_grows_the_others_take_a_cutting_and_nothing_is_left(tmp_path: Path) -> None:
    grown: list[str] = []
    homes = [tmp_path / name for name in ("one", "two", "three")]

    for home in (*homes, *homes):
        plant(home, bed=tmp_path, others=2, grow=partial(_grown, home, home.name, grown))

    assert grown == ["one"]
    assert [(home / "postgres" / "data" / "base" / "1").read_text() for home in homes] == ["one"] * 3
    assert [(home / "postgres" / "start.log").exists() for home in homes] == [True, False, False]
    assert list(tmp_path.glob("*cutting*")) == []


def test_whose_cluster_lies_elsewhere_leaves_no_cutting(tmp_path: Path) -> None:
    """With a service user, where the machine forbids namespaces: then each grows its own."""
    grown: list[str] = []
    for name in ("one", "two"):
        plant(tmp_path / name, bed=tmp_path, others=1, grow=partial(grown.append, name))

    assert grown == ["one", "two"]
