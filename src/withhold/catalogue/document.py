"""What does a YAML file say, and on which line?

Every scalar is kept as the text that was written: `off` stays the text off, `2024-09-18` stays a
date as text. The shapes of `withhold.model.fact` decide what is a number or a yes and no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from withhold.catalogue.errors import FactError

if TYPE_CHECKING:
    from pathlib import Path

Steps = tuple[str | int, ...]
"""The way to a value: keys and positions, from the top of the file."""

_ABSENT = {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Document:
    """One fact file: its data, and the line of each value and key (counted from 1)."""

    name: str
    data: Any
    lines: dict[Steps, int]

    def where(self, steps: Steps = ()) -> str:
        """Return `file:line` of a value, or of the nearest thing around it."""
        return f"{self.name}:{self.line(steps)}"

    def line(self, steps: Steps = ()) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)


def read(path: Path, name: str) -> Document:
    """Read a file of YAML 1.2; raise FactError with its line when it is none."""
    try:
        root = YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _no_yaml(f"{name}:{line}", error.problem or "unreadable") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise _no_yaml(name, str(error)) from error
    lines: dict[Steps, int] = {}
    return Document(name, _plain(root, (), lines, name) if root else None, lines)


def _no_yaml(where: str, problem: str) -> FactError:
    return FactError(
        f"This is no readable YAML: {problem}.",
        where=where,
        do="Put text that holds a colon, a comma or a bracket in quotes, and check the indent.",
    )


def _plain(node: Node, steps: Steps, lines: dict[Steps, int], name: str) -> Any:  # noqa: ANN401 (YAML)
    lines.setdefault(steps, node.start_mark.line + 1)
    match node:
        case ScalarNode():
            return None if node.style is None and node.value in _ABSENT else node.value
        case SequenceNode():
            return [_plain(item, (*steps, n), lines, name) for n, item in enumerate(node.value)]
        case MappingNode():
            return _mapping(node, steps, lines, name)
        case _:
            raise AssertionError(node)  # YAML knows three kinds of node


def _mapping(node: MappingNode, steps: Steps, lines: dict[Steps, int], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        here = (*steps, str(key.value))
        lines[here] = key.start_mark.line + 1
        if key.value in found:
            raise FactError(
                f"The key `{key.value}` stands here twice.",
                where=f"{name}:{lines[here]}",
                do="Keep one of the two.",
            )
        found[str(key.value)] = _plain(value, here, lines, name)
    return found
