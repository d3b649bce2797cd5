"""Keep notebooks without outputs, so that a change to one shows what its author changed.

``python -m scripts.notebooks FILE…`` takes the outputs out and returns 1 if
there were any, as a hook before a commit does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from edition.layers.notebooks import strip


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
