"""The table that the benchmark prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing measured. ``met`` is None where no bound was set, or nothing was measured."""

    what: str
    measured: str
    bound: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """The last column."""
        return {True: "reached", False: "MISSED", None: ""}[self.met]


def at_most(what: str, value: float, bound: float, form: str = "{:.2f}", remark: str = "") -> Row:
    """Return the row of a value that must not exceed a bound."""
    measured = form.format(value) + (f" ({remark})" if remark else "")
    return Row(what, measured, f"at most {form.format(bound)}", value <= bound)


def at_least(what: str, value: float, bound: float, form: str = "{:.2f}", remark: str = "") -> Row:
    """Return the row of a value that must reach a bound."""
    measured = form.format(value) + (f" ({remark})" if remark else "")
    return Row(what, measured, f"at least {form.format(bound)}", value >= bound)


def table(rows: list[Row]) -> str:
    """Return the rows as a table in Markdown, with aligned columns."""
    cells = [("what", "measured", "must reach", "")]
    cells += [(row.what, row.measured, row.bound, row.verdict) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    lines = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in cells
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)
