"""TOML in one fixed layout, so that what was loaded can be given back byte for byte.

Python reads TOML but does not write it. This writes the little that a plan file needs: tables, lists of
tables, and one inline table a line inside a list.
"""

import datetime
import json


def document(tables: dict) -> str:
    """``{"plan": {...}, "rule": [{...}, ...]}`` as text; a blank line between tables."""
    parts = []
    for name, content in tables.items():
        if isinstance(content, dict):
            parts.append(_table(f"[{name}]", content))
        else:
            parts.extend(_table(f"[[{name}]]", one) for one in content)
    return "\n".join(parts)


def _table(head: str, content: dict) -> str:
    return "\n".join([head, *(f"{key} = {_value(value)}" for key, value in content.items())]) + "\n"


def _value(value) -> str:
    if isinstance(value, str):
        return _paragraphs(value) if "\n" in value else _string(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(["[", *(f"    {_inline(one)}," for one in value), "]"])
    return _inline(value)


def _inline(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return f"[{', '.join(_inline(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_inline(one)}' for key, one in sorted(value.items()))} }}"
    raise TypeError(f"{type(value).__name__} has no place in a plan file")


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _paragraphs(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{escaped}"""'
