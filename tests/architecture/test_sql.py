"""What would go wrong only when two threads meet for the first time."""

from __future__ import annotations

import ast
from pathlib import Path

from config import ROOT

FILES = sorted((ROOT / "participation").rglob("*.py"))


def calls_outside_functions(tree: ast.Module, name: str) -> list[int]:
    """The lines of a module that call something while it is imported."""
    waiting: list[ast.AST] = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    found = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            found.append(node.lineno)
        waiting += ast.iter_child_nodes(node)
    return found


def faults(path: Path) -> list[str]:
    text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
    lines = calls_outside_functions(ast.parse(text), "aliased")
    found = [f"{name}:{line}: threads share this alias, so core.database.shared_alias has to make it" for line in lines]
    if "joinedload(" in text:
        found.append(f"{name}: joinedload keeps aliases that threads share; use contains_eager or selectinload")
    return found


def test_no_alias_is_shared_whose_columns_are_made_at_first_use() -> None:
    assert [fault for path in FILES for fault in faults(path)] == []
