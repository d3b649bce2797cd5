"""The description of the tables that is published with them: ``data/datapackage.json``.

It follows Frictionless Data's Data Package and Table Schema, and is written
from :mod:`edition.layers.schema`, so that the two cannot differ.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from edition.layers.schema import TABLES, Field, Table
from edition.report import Problem
from edition.text.settings import check_settings, read_settings
from edition.text.sheets import read_header

PATH = "data/datapackage.json"
_LICENCES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    )
}


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    choices = [choice for choice in field.choices if choice]
    if choices:
        constraints["enum"] = choices
    if field.pattern:
        constraints["pattern"] = field.pattern
    if field.bounds:
        constraints["minimum"], constraints["maximum"] = field.bounds
    described = {"name": field.name, "type": field.kind, "description": field.description}
    return {**described, "constraints": constraints} if constraints else described


def _schema(root: Path, table: Table, known: set[str]) -> dict[str, Any]:
    header = read_header(root, table.path)
    schema: dict[str, Any] = {
        "fields": [_field(f) for f in table.fields if f.name in header or not f.optional],
        "missingValues": [""],
    }
    if table.unique:
        schema["primaryKey"] = ["id"]
    keys = [
        {
            "fields": [field.name],
            "reference": {
                "resource": "" if field.refers == table.name else field.refers,
                "fields": ["id"],
            },
        }
        for field in table.fields
        if field.refers in known and not field.many and TABLES[field.refers].unique
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def _resource(root: Path, table: Table, known: set[str]) -> dict[str, Any]:
    return {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(root, table, known),
    }


def _rename(resource: dict[str, Any]) -> dict[str, Any]:
    """Name other resources as they are called in the package."""
    for key in resource["schema"].get("foreignKeys", []):
        key["reference"]["resource"] = key["reference"]["resource"].replace("_", "-")
    return resource


def describe(root: Path) -> dict[str, Any]:
    """Return the description of the tables that lie below ``root``."""
    config = read_settings(root, "_config.yml")[0]
    citation = read_settings(root, "CITATION.cff")[0]
    title = str(config.get("title", "An edition"))
    tables = [table for table in TABLES.values() if (root / table.path).exists()]
    known = {table.name for table in tables}
    given = citation.get("license")
    names = [str(name) for name in (given if isinstance(given, list) else [given])]
    licences = [
        {"name": name, "title": _LICENCES[name][0], "path": _LICENCES[name][1]}
        for name in names
        if name in _LICENCES
    ]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-"),
        "title": f"{title}: the tables",
        "contributors": [{"title": str(config.get("author", "")), "role": "author"}],
    }
    if citation.get("version"):
        package["version"] = str(citation["version"])
    if licences:
        package["licenses"] = licences
    return {**package, "resources": [_rename(_resource(root, table, known)) for table in tables]}


def content(root: Path) -> str:
    """Return the description as the file has it."""
    return json.dumps(describe(root), ensure_ascii=False, indent=2) + "\n"


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def check_datapackage(root: Path) -> list[Problem]:
    """Compare the published description with the tables; an edition may have none.

    It names the book and its licence: where their files cannot be read, that
    is said in place of what would follow from it.
    """
    unread = check_settings(root)
    path = root / PATH
    if unread or not path.exists() or _same(path, content(root)):
        return unread
    return [
        Problem(
            PATH,
            0,
            "V03",
            "the file does not describe the tables as they are.",
            "Write it anew: python -m edition datapackage",
        )
    ]
