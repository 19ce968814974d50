"""The project's own source files, and what a guard finds in one of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = (
    "core",
    "organization",
    "notices",
    "publishing",
    "plan",
    "committee",
    "training",
    "statistics_app",
    "impact_assessment",
    "measures",
    "budgets",
    "reports",
    "public_zone",
    "demo",
    "gmplan",
)
CJK = re.compile(r"[\u3400-\u9fff]")
LABEL = re.compile(r"[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十之()0-9A-Z–]+")
"""A clause's label, such as 伍二(一)1: a key, not a word."""


def modules() -> Iterator[Path]:
    """Every Python file of the apps but migrations, relative to the project."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(ROOT)


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def is_layer(path: Path, *names: str) -> bool:
    """Does ``path`` belong to one of the layers: ``views`` is views.py or the folder views/?"""
    return any(part in names for part in (*path.parts[1:-1], path.stem))


def clock_calls(source: str) -> list[int]:
    """Lines that ask what day or moment it is, however the function was imported."""
    asks = {"today", "now", "utcnow", "localdate", "localtime"}
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in asks:
                found.append(node.lineno)
    return sorted(found)


WRITING = re.compile(
    r"^(save|create|update|delete|get_or_create|update_or_create|bulk_.+|a(save|create|delete))$"
)


def writing_calls(source: str, through_history: bool = False) -> list[int]:
    """Lines that write rows; with ``through_history`` calls of the history module are let pass."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = getattr(node.func.value, "id", "")
            if WRITING.match(node.func.attr) and not (through_history and owner == "history"):
                found.append(node.lineno)
    return sorted(found)


PATTERNS = {"compile", "match", "sub"}
"""Calls whose Chinese is a pattern to read by, not a text to be read."""
MARKERS = PATTERNS | {
    "_",
    "_n",
    "_lazy",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
}


def unmarked_strings(source: str) -> list[tuple[int, str]]:
    """Chinese string literals that no translation marker wraps; docstrings and comments don't count."""
    tree = ast.parse(source)
    exempt = {id(node) for node in _marked(tree)} | {id(node) for node in _docstrings(tree)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CJK.search(node.value)
        and not LABEL.fullmatch(node.value)
        and id(node) not in exempt
    ]


def _marked(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MARKERS:
                yield from (inner for part in node.args for inner in ast.walk(part))


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """A bare string standing as a statement: a docstring, or one below an attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


TAGGED = re.compile(
    r"{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.S
)
COMMENTED = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S)
ELEMENT = re.compile(r"<[^>]+>", re.S)
OWN_NAMES = {"中文"}
"""A language's own name is the same in every language."""


def unmarked_prose(template: str) -> list[str]:
    """Chinese words of a template outside translation tags; a clause's label is a key, not a word."""
    bare = ELEMENT.sub(" ", TAGGED.sub("", COMMENTED.sub("", template)))
    return [
        word
        for word in bare.split()
        if CJK.search(word) and not LABEL.fullmatch(word) and word not in OWN_NAMES
    ]
