"""Reading our own source code, for the tests that hold its structure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "newsroom"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the product, without migrations."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple(path for path in paths if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """A path as messages and parameters show it: `newsroom/articles/urls.py`."""
    return path.relative_to(ROOT).as_posix()


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def imports(path: Path) -> frozenset[str]:
    """The modules that a file imports when it runs, not those it imports for type checkers only."""
    found: set[str] = set()
    pending: list[ast.AST] = [tree(path)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            pending += node.orelse
            continue
        found.update(_imported(node, path))
        pending += ast.iter_child_nodes(node)
    return frozenset(found)


def imports_inside_functions(path: Path) -> set[str]:
    """Those of its imports that a file makes inside functions."""
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS)]
    nodes = [node for function in functions for node in ast.walk(function)]
    return {module for node in nodes for module in _imported(node, path)}


def _imported(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{name(path)} imports relatively"
        module = node.module or ""
        # `from newsroom.articles import permissions` imports the module `permissions`.
        yield from (
            f"{module}.{alias.name}" if _is_package(module) else module for alias in node.names
        )


def _is_package(module: str) -> bool:
    return module.startswith("newsroom") and (ROOT / module.replace(".", "/")).is_dir()


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The line and text of each string in the code, f-strings in parts, without docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        is_string = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_string and id(node) not in docstrings:
            yield node.lineno, node.value
