"""What does the browser's accessibility tree say, as text or of one control?"""

from __future__ import annotations

from typing import Any

_STATES = ("checked", "pressed", "disabled", "expanded", "selected", "busy")
_CONTROLS = {"switch", "checkbox", "radio"}
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


def spoken(node: dict[str, Any]) -> dict[str, Any] | None:
    """Give a control's role, name and state as survey.js takes them; None if it is no control."""
    role = node.get("role", {}).get("value")
    if node.get("ignored") or role not in _CONTROLS:
        return None
    states = {item["name"]: item["value"].get("value") for item in node.get("properties", [])}
    return {
        "role": role,
        "name": node.get("name", {}).get("value", ""),
        "checked": states.get("checked"),
        "pressed": states.get("pressed"),
        "disabled": bool(states.get("disabled")),
    }


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
