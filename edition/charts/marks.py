"""Marks: the numbers of a chart, each with its name, its words, its colour and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from edition.charts.reading import Data
from edition.charts.words import bounds, has, number, percent, with_unit

#: What a number rests on: the edited text, a work that was opened, or nothing that could be.
TEXT_BASIS, READ, KNOWN = "text", "read", "general knowledge"
#: The group whose colour all those without one of their own share.
REST = "others"
#: The colour where the table has no row for those either.
GREY = "#8e909d"


def marks(rows: pd.DataFrame, data: Data, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return figures and reference figures as marks, in the order of ``rows``.

    ``names`` gives marks other names than their group's, by row id.
    """
    made = [_mark(row, data) for _, row in rows.iterrows()]
    for mark in made:
        mark["what"] = (names or {}).get(mark["id"], mark["what"])
    return pd.DataFrame(made)


def _mark(row: pd.Series, data: Data) -> dict[str, Any]:
    parties = data.groups
    stated = row["id"].startswith("f-")
    known = row["option"] in parties.index
    label = parties["label"][row["option"]] if known else row["option"].replace("-", " ")
    name = str(row.get("option_name") if stated and row.get("option_name") else label)
    return {
        "what": name[:1].upper() + name[1:],
        "says": with_unit(row),
        "short": bounds(row),
        "low": row["low"],
        "high": row["high"],
        "of": float("nan"),
        "unit": row["unit"],
        "qualifier": row["qualifier"] if stated else "exact",
        "source": data.place(row) if stated else _works(row, data),
        "series": row["series"],
        "question": row["question"],
        "body": row["body"],
        "option": row["option"],
        "basis": TEXT_BASIS if stated else row["basis"],
        "colour": parties["colour"].get(row["option"], parties["colour"].get(REST, GREY)),
        "id": row["id"],
    }


def _works(row: pd.Series, data: Data) -> str:
    if row["basis"] != READ:
        return "general knowledge"
    return "; ".join(data.works.get(key, key) for key in row["source"].split(";"))


def share(part: pd.Series, whole: pd.Series, name: str) -> dict[str, Any]:
    """Return a mark that says which share of ``whole`` its ``part`` is; both are marks."""
    of = float(whole["high"])
    words = f"{bounds(part)} of {number(of)}"
    if part["low"] == part["high"]:
        words += f" ({percent(part['low'] / of)})"
    return {
        **part,
        "what": name,
        "says": f"{words} {part['unit']}",
        "short": words,
        "of": of,
        "id": f"{part['id']};{whole['id']}",
    }


def tell(rows: pd.DataFrame) -> str:
    """Return what marks say as one sentence, with every number of theirs."""
    return "; ".join(f"{row.what}: {row.says}" for row in rows.itertuples()) + "."


def computed(
    what: str, value: float, unit: str, source: str, ids: str, colour: str
) -> dict[str, Any]:
    """Return a mark for a number that is reckoned from the rows ``ids`` (divided by semicolons)."""
    return {
        "what": what,
        "says": f"{number(value)} {unit}",
        "short": number(value),
        "low": value,
        "high": value,
        "of": float("nan"),
        "unit": unit,
        "qualifier": "exact",
        "source": source,
        "series": "",
        "question": "",
        "body": "",
        "option": "",
        "basis": READ,
        "colour": colour,
        "id": ids,
    }


__all__ = ["KNOWN", "READ", "REST", "TEXT_BASIS", "computed", "has", "marks", "share", "tell"]
