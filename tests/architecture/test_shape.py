"""Size, names and forbidden habits, read from the sources."""

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import (
    PACKAGE,
    ROOT,
    functions_of,
    named,
    proofs,
    source_files,
    templates,
    tree_of,
)

MOST_LINES = 400
MOST_FUNCTION_LINES = 50
MOST_TEMPLATE_LINES = 150
VAGUE = {"utils", "helpers", "common", "misc", "manager", "handle", "process", "base"}
SERVICE_FILES = {
    "__init__.py", "apps.py", "models.py", "flow.py", "rules.py", "queries.py", "actions.py", "indicators.py",
    "forms.py", "views.py", "urls.py", "panels.py", "documents", "templates", "static", "demo.py", "tests", "migrations",
    "README.md", "events.py", "jobs.py", "management", "models", "views", "forms", "actions", "queries", "flow", "rules",
    "indicators", "panels",
}  # fmt: skip
EXTRA_ROOMS = {
    "bargaining": {"acts", "checks", "drafting", "imports", "letters", "presenting", "permissions.py", "standards"},
    "congress": {"attending", "directors", "electing", "joint", "presenting", "proposals", "sessions", "terms"},
    "contacts": {
        "acts",
        "checks.py",
        "evaluating.py",
        "offline.py",
        "planning.py",
        "presenting",
        "rating.py",
        "standards",
        "visiting.py",
    },
    "openness": {"asking", "disclosing", "inspecting", "planning", "presenting"},
    "organising": {
        "assessments",
        "chains",
        "changes",
        "correcting",
        "electing",
        "elections",
        "founding",
        "imports",
        "intake",
        "joining",
        "presenting",
        "registration",
        "roster",
        "standing",
        "targets",
    },
    "plans": {
        "parsing",
        "presenting",
        "review",
        "tasks",
        "closing.py",
        "publishing.py",
        "targets.py",
        "periods.py",
        "permissions.py",
        "recording.py",
    },
    "statistics": {
        "acts.py",
        "assembling.py",
        "checks.py",
        "computing.py",
        "handing.py",
        "opening.py",
        "presenting",
        "reading_back.py",
        "standards",
        "summing.py",
    },
    "supervision": {"acts", "checks", "letters", "presenting"},
}


def test_no_file_outgrows_its_story() -> None:
    written = [*source_files(), *proofs()]

    long = {named(p): n for p in written if (n := len(p.read_text().splitlines())) > MOST_LINES}

    assert long == {}


def test_a_voter_can_read_the_program_that_recounts() -> None:
    """Issue D §3: at most 250 lines."""
    recount = PACKAGE / "engines" / "ballots" / "verify.py"

    assert len(recount.read_text(encoding="utf-8").splitlines()) <= 250


def test_every_function_fits_a_screen() -> None:
    long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in [*source_files(), *proofs()]
        for node in functions_of(path)
        if (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]

    assert long == []


def test_a_template_is_one_screen() -> None:
    long = {named(p): n for p in templates() if (n := len(p.read_text().splitlines())) > MOST_TEMPLATE_LINES}

    assert long == {}


def test_no_name_says_nothing() -> None:
    vague = [named(path) for path in source_files() if path.stem in VAGUE or path.parent.name in VAGUE]

    assert vague == []


@pytest.mark.parametrize(
    "service", sorted(p.name for p in (PACKAGE / "services").iterdir() if (p / "apps.py").exists())
)
def test_the_rooms_of_a_service_have_their_usual_names(service: str) -> None:
    known = SERVICE_FILES | EXTRA_ROOMS.get(service, set())

    unknown = {p.name for p in (PACKAGE / "services" / service).iterdir()} - known - {"__pycache__"}

    assert unknown == set()


def test_imports_stand_at_the_top() -> None:
    inside = [
        f"{named(path)}:{child.lineno}"
        for path in source_files()
        for node in functions_of(path)
        for child in ast.walk(node)
        if isinstance(child, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


CLOCKS = {"timezone.now", "timezone.localdate", "datetime.now", "date.today", "time.time", "datetime.datetime.now"}
DOORS = ("views", "commands", "middleware.py", "jobs.py", "signin.py", "site", "shell.py", "entrance")
"""Where a request or a command comes in: the only places that may ask what time it is."""


def test_only_doors_read_the_clock() -> None:
    readers = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        if not any(part in DOORS or part.removesuffix(".py") in DOORS for part in path.relative_to(PACKAGE).parts)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _dotted(node.func) in CLOCKS
    ]

    assert readers == []


def test_views_use_models_for_nothing_but_types() -> None:
    """A view may say in a signature what it passes on; rows and writes come from queries and actions."""
    using = [
        f"{named(path)}:{node.lineno} {ast.unparse(node)}"
        for path in source_files()
        if "views" in (path.stem, path.parent.name)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute | ast.Call) and _root_name(node) in _models_named_in(path)
        if not (isinstance(node, ast.Attribute) and node.attr == "DoesNotExist")
    ]

    assert using == []


def _models_named_in(path: Path) -> set[str]:
    return {
        name.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module and ".models" in node.module
        for name in node.names
        if name.name[0].isupper() and not name.name.isupper() and not name.name.endswith(CHOICES)
    }


CHOICES = ("Kind", "Role", "Line", "State", "Half", "Goal", "Choices", "Verdict")


def _root_name(node: ast.Attribute | ast.Call) -> str:
    inner = node.value if isinstance(node, ast.Attribute) else node.func
    return inner.id if isinstance(inner, ast.Name) else ""


WRITERS_OF_STATE = {"src/zhijia/engines/cases/carrying.py"}
"""What `advance` asks to write what a move came to."""


def _assigns_case_state(node: ast.AST) -> bool:
    if not isinstance(node, ast.Assign):
        return False
    targets = [t for target in node.targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return any(_dotted(t).endswith("case.state") for t in targets if isinstance(t, ast.Attribute))


def test_only_advance_writes_the_state_of_a_case() -> None:
    writers = {named(path) for path in source_files() for node in ast.walk(tree_of(path)) if _assigns_case_state(node)}

    assert writers == WRITERS_OF_STATE


def test_nothing_updates_states_of_cases_in_bulk() -> None:
    offenders = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("update", "bulk_update")
        and "Case.objects" in ast.unparse(node.func)
        and "state" in ast.unparse(node)
    ]

    assert offenders == []


def test_rules_are_pure() -> None:
    impure = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        if path.stem == "rules"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and (node.module.startswith(("django.db", "django.http")) or node.module.endswith(("models", "queries")))
    ]

    assert impure == []


def test_the_design_system_touches_no_database() -> None:
    touching = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        if path.is_relative_to(PACKAGE / "ui")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("django.db")
    ]

    assert touching == []


def test_every_test_is_named_by_a_sentence() -> None:
    short = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in _test_files()
        for node in functions_of(path)
        if node.name.startswith("test_") and node.name.count("_") < 3
    ]

    assert short == []


def test_what_a_case_shows_of_itself_comes_from_its_own_panel() -> None:
    """Beside it stand the facts of every case: a template that reads those shows them twice and its own not at all."""
    named_by = {
        argument.value
        for path in source_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _dotted(node.func) == "register_facts"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }
    shown = {str(path).partition("templates/")[2]: path.read_text(encoding="utf-8") for path in templates()}

    assert len(named_by) > 20
    assert [name for name in sorted(named_by) if "panel." not in shown[name]] == []


def test_every_test_asserts_or_expects_something() -> None:
    hollow = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in _test_files()
        for node in functions_of(path)
        if node.name.startswith("test_") and not _checks_something(node)
    ]

    assert hollow == []


def _checks_something(test: ast.AST) -> bool:
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        called = _dotted(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
        if called in ("raises", "expect") or called.startswith(
            ("assert_", "check_", "_assert", "_check", "run_state_machine")
        ):
            return True
    return False


def _test_files() -> list[Path]:
    return sorted([*PACKAGE.rglob("tests/**/test_*.py"), *(ROOT / "tests").rglob("test_*.py")])
