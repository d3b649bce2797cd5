"""Keep notebooks without outputs, so that a change to one shows what its author changed.

``python -m scripts.notebooks FILE…`` takes the outputs out and returns 1 if
there were any, as a hook before a commit does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

#: What Jupyter writes into a notebook on its own account.
TRACES = ("collapsed", "execution", "ExecuteTime", "scrolled")


def strip(notebook: dict[str, Any]) -> bool:
    """Take outputs, counters and traces of a run out of ``notebook``; say if there were any."""
    changed = False
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            changed |= bool(cell["outputs"]) or cell["execution_count"] is not None
            cell["outputs"], cell["execution_count"] = [], None
        for trace in TRACES:
            changed |= cell["metadata"].pop(trace, None) is not None
    version = notebook["metadata"].get("language_info", {}).pop("version", None)
    changed |= version is not None
    changed |= notebook["metadata"].pop("widgets", None) is not None
    return changed


def main(paths: list[Path]) -> int:
    """Strip the notebooks; return 1 if any had something to strip."""
    mended = 0
    for path in paths:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if strip(notebook):
            text = json.dumps(notebook, indent=1, ensure_ascii=False)
            path.write_text(f"{text}\n", encoding="utf-8")
            print(f"{path}: outputs taken out; add the file again.")
            mended = 1
    return mended


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
