"""Does every module keep the house rules, and would each rule catch somebody who broke it?

The rules import-linter cannot see. Each is a function from one module to its faults; each has a
deliberate violation below that it must name.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import msgspec
import pytest

from withhold.model import recipe

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "src" / "withhold"
LONGEST = 400
BOUNDARIES = {"cli/main.py", "web/site.py"}
"""The command boundary and the request boundary: the two places that may catch everything."""
CONNECTING = {"http.client", "urllib.request", "smtplib", "ftplib", "imaplib", "poplib", "xmlrpc"}
LISTENING = {"practice", "web"}
"""Rooms that serve pages on loopback and so may name `socket`."""
VAGUE = ("get_", "handle_", "process_")
VAGUE_MODULES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}

Faults = Iterator[str]
Rule = Callable[[PurePosixPath, ast.Module], Faults]


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield node.lineno, name
                case _:
                    pass  # a call of what a call returned has no name


def kernel_needs_nothing(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Keep the kernel on the standard library alone."""
    if path.parts[0] != "kernel":
        return
    for line, name in _imports(tree):
        own = name == "withhold" or name.startswith("withhold.kernel")
        if not own and name.partition(".")[0] not in sys.stdlib_module_names:
            yield f"{path}:{line} imports {name}"


def only_the_boundary_catches_all(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Forbid a broad except, which hides a bug anywhere but at the two boundaries."""
    if str(path) in BOUNDARIES:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            if not caught or re.search(r"\b(Base)?Exception\b", caught):
                yield f"{path}:{node.lineno} catches everything"


def nobody_sleeps(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Wait for a state with a deadline, never for a time."""
    yield from (f"{path}:{line} sleeps" for line, name in _calls(tree) if name == "sleep")


def only_app_approves(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Let only `app` make the ApprovedPlan that `act` takes."""
    if path.parts[0] != "app":
        yield from (
            f"{path}:{line} approves a plan"
            for line, name in _calls(tree)
            if name == "ApprovedPlan"
        )


def nobody_connects(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Keep connections in `net` and `browser`: nothing leaves the machine by a back door."""
    if path.parts[0] == "net":
        return
    for line, name in _imports(tree):
        listens = name == "socket" and path.parts[0] not in LISTENING
        if listens or name in CONNECTING or name.rpartition(".")[0] in CONNECTING:
            yield f"{path}:{line} imports {name}"


def modules_state_their_question(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Have each module state in its first line the question it answers."""
    first = (ast.get_docstring(tree) or "").partition("\n")[0]
    if not first.rstrip().endswith(("?", ".", "!")):
        yield f"{path}:1 does not say in its first line what it answers"


def modules_stay_short(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Keep modules short: one that grows long answers more than one question."""
    length = max((node.end_lineno or 0 for node in tree.body), default=0)
    if length > LONGEST:
        yield f"{path}:{length} is longer than {LONGEST} lines"


def names_say_something(path: PurePosixPath, tree: ast.Module) -> Faults:
    """Forbid vague names; a method may have to answer to the name its base class gave."""
    if path.stem in VAGUE_MODULES:
        yield f"{path}:1 is called {path.stem}"
    overrides = {
        id(item)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.bases
        for item in node.body
    }
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=name, lineno=line)
                | ast.AsyncFunctionDef(name=name, lineno=line)
            ) if id(node) not in overrides and name.lstrip("_").startswith(VAGUE):
                yield f"{path}:{line} is called {name}"
            case _:
                pass


RULES: list[Rule] = [
    kernel_needs_nothing,
    only_the_boundary_catches_all,
    nobody_sleeps,
    only_app_approves,
    nobody_connects,
    modules_state_their_question,
    modules_stay_short,
    names_say_something,
]
RULES_FOR_TESTS: list[Rule] = [nobody_sleeps, modules_state_their_question]

VIOLATIONS: list[tuple[Rule, str, str]] = [
    (kernel_needs_nothing, "kernel/x.py", "import msgspec"),
    (kernel_needs_nothing, "kernel/x.py", "from withhold.model import fact"),
    (only_the_boundary_catches_all, "store/x.py", "try:\n    1\nexcept Exception:\n    2"),
    (only_the_boundary_catches_all, "store/x.py", "try:\n    1\nexcept:\n    2"),
    (only_the_boundary_catches_all, "web/x.py", "try:\n    1\nexcept Exception:\n    2"),
    (only_the_boundary_catches_all, "app/x.py", "try:\n    1\nexcept (OSError, Exception):\n    2"),
    (nobody_sleeps, "act/x.py", "import time\ntime.sleep(1)"),
    (only_app_approves, "act/switches/x.py", "ApprovedPlan(plan)"),
    (only_app_approves, "cli/off.py", "action.ApprovedPlan(plan)"),
    (nobody_connects, "catalogue/x.py", "import urllib.request"),
    (nobody_connects, "app/x.py", "from urllib.request import urlopen"),
    (nobody_connects, "app/x.py", "from http import client"),
    (nobody_connects, "store/x.py", "import socket"),
    (modules_state_their_question, "app/x.py", "import os"),
    (modules_stay_short, "app/x.py", "\n" * LONGEST + "x = 1"),
    (names_say_something, "app/utils.py", "x = 1"),
    (names_say_something, "app/x.py", "def get_name():\n    pass"),
]


def _modules(folder: Path) -> Iterator[tuple[PurePosixPath, ast.Module]]:
    for file in sorted(folder.rglob("*.py")):
        relative = PurePosixPath(file.relative_to(folder).as_posix())
        yield relative, ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_product_keeps(rule: Rule) -> None:
    assert [fault for path, tree in _modules(PRODUCT) for fault in rule(path, tree)] == []


@pytest.mark.parametrize("rule", RULES_FOR_TESTS, ids=lambda rule: rule.__name__)
def test_the_tests_keep(rule: Rule) -> None:
    assert [fault for path, tree in _modules(ROOT / "tests") for fault in rule(path, tree)] == []


@pytest.mark.parametrize(("rule", "path", "code"), VIOLATIONS)
def test_a_violation_is_caught(rule: Rule, path: str, code: str) -> None:
    assert list(rule(PurePosixPath(path), ast.parse(code)))


def test_every_rule_has_a_deliberate_violation() -> None:
    assert {rule.__name__ for rule, _, _ in VIOLATIONS} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    "step",
    [
        {"do": "set", "to": "off"},
        {"do": "confirm", "dialog": {"en": ["Sure?"]}, "button": {"en": ["Yes"]}},
    ],
)
def test_a_read_recipe_cannot_change_anything(step: dict[str, object]) -> None:
    written: dict[str, object] = {
        "control": "somewhere.training",
        "version": 1,
        "origins": ["https://somewhere.example"],
        "on_means": "allows",
        "confirmed_live": "never",
    }
    harmless = msgspec.convert(written | {"read": [{"do": "read"}]}, recipe.Recipe)
    assert harmless.read == [recipe.Read()]
    with pytest.raises(msgspec.ValidationError, match="read"):
        msgspec.convert(written | {"read": [step]}, recipe.Recipe)
