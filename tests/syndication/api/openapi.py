"""Holds answers to `openapi.json`: the part of JSON Schema that the file uses."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from newsroom.syndication.api.views import OPENAPI_FILE

DOCUMENT = json.loads(OPENAPI_FILE.read_text(encoding="utf-8"))
TYPES = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}


def problems(value: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """Where a value is not what the schema says."""
    if reference := schema.get("$ref"):
        return problems(
            value, DOCUMENT["components"]["schemas"][reference.rpartition("/")[2]], path
        )
    if choices := schema.get("anyOf"):
        found = [problems(value, choice, path) for choice in choices]
        return min(found, key=len)
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is TYPES[name] for name in types):
        return [f"{path} is no {types}: {value!r}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is none of {schema['enum']}")
    if isinstance(value, str) and not _has_format(value, schema.get("format")):
        found.append(f"{path}: {value!r} is no {schema['format']}")
    if isinstance(value, list):
        for index, one in enumerate(value):
            found += problems(one, schema["items"], f"{path}[{index}]")
    if isinstance(value, dict):
        found += [f"{path}.{name} is missing" for name in set(schema["required"]) - set(value)]
        for name, one in value.items():
            if name not in schema["properties"]:
                found.append(f"{path}.{name} is not described")
            else:
                found += problems(one, schema["properties"][name], f"{path}.{name}")
    return found


def _has_format(value: str, name: str | None) -> bool:
    if name == "uri":
        return value.isascii() and bool(urlsplit(value).netloc)
    if name == "date-time":
        return datetime.fromisoformat(value).tzinfo is not None
    return True
