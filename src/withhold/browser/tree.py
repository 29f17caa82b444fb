"""How is an accessibility tree written down as text?"""

from __future__ import annotations

from typing import Any

_STATES = ("checked", "pressed", "disabled", "expanded", "selected", "busy")
_DULL = {"none", "generic", "InlineTextBox", "LineBreak", "StaticText"}


def outline(nodes: list[dict[str, Any]]) -> str:
    """Write CDP accessibility nodes as indented lines: `switch "Use my data" checked=true`."""
    parents = {node["nodeId"]: node.get("parentId") for node in nodes}
    lines = []
    for node in nodes:
        line = _line(node)
        if line:
            lines.append("  " * _depth(node["nodeId"], parents) + line)
    return "".join(f"{line}\n" for line in lines)


def _line(node: dict[str, Any]) -> str:
    role = node.get("role", {}).get("value", "")
    name = node.get("name", {}).get("value", "")
    if node.get("ignored") or (role in _DULL and not (role == "StaticText" and name)):
        return ""
    states = [
        f"{item['name']}={str(item['value'].get('value')).lower()}"
        for item in node.get("properties", [])
        if item["name"] in _STATES
    ]
    word = "text" if role == "StaticText" else role
    return " ".join([word, f'"{name}"' if name else "", *states]).replace("  ", " ").strip()


def _depth(node: str, parents: dict[str, str | None]) -> int:
    depth = 0
    at = parents.get(node)
    while at in parents and depth < len(parents):
        depth += 1
        at = parents[at]
    return depth
