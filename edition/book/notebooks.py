"""Notebooks in the book: run again when something that they read changed, offered to be run elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from edition.book.repository import configured
from edition.book.state import kept
from edition.layers import TABLES
from edition.text.catalogue import CATALOGUE

#: What the run of a notebook depends on besides the notebook and its tables.
_ENGINE = (
    "charts",
    "calendar",
    "layers/schema.py",
    "layers/tables.py",
    "layers/bibtex.py",
    "layers/wording.py",
    "report.py",
)
_DRAWING = ("matplotlib", "numpy", "pandas", "convertdate")
#: Tables whose sources are named beside a chart, and where the works stand.
_SOURCED = {"reference", "names"}
_WORKS = ("data/references.bib",)
_BINDER = {"github.com": "gh", "gitlab.com": "gl"}


def is_notebook(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is a notebook."""
    return env.doc2path(docname).endswith(".ipynb")


def code_of(notebook: str) -> str:
    """Return the code of a notebook, given its source."""
    cells = json.loads(notebook)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def inputs(root: Path, notebook: str) -> str:
    """Return a digest of everything that the run of a notebook depends on besides its code.

    ``notebook`` is its source.  It can read no table that it does not name,
    and no outline without calling for it.
    """
    code = code_of(notebook)
    named = {name for name in TABLES if re.search(rf"""["']{name}["']""", code)}
    files = [root / CATALOGUE, root / TABLES["parties"].path]
    files += [root / TABLES[name].path for name in sorted(named)]
    if named & _SOURCED:
        files += [root / path for path in _WORKS]
    if "outline(" in code:
        files += sorted((root / "data" / "outlines").glob("*"))
    engine = Path(__file__).parents[1]
    for part in _ENGINE:
        files += (
            sorted((engine / part).glob("*.py")) if (engine / part).is_dir() else [engine / part]
        )
    digest = hashlib.sha256(" ".join(version(name) for name in _DRAWING).encode())
    for file in files:
        digest.update(file.read_bytes() if file.exists() else b"\0")
        digest.update(b"\0")
    return digest.hexdigest()


def key_cache(app: Sphinx, docname: str, content: list[str]) -> None:
    """Make the cache of runs see what a notebook reads.

    It compares a notebook's code and kernel; so the digest of the rest is
    written into the kernel's description.
    """
    if not is_notebook(app.env, docname):
        return
    digest = inputs(Path(app.srcdir), content[0])
    notebook = json.loads(content[0])
    notebook["metadata"].setdefault("kernelspec", {})["inputs"] = digest
    content[0] = json.dumps(notebook)
    _stored(app.env)[docname] = digest


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the notebooks that must be run again because something that they read changed."""
    del added, changed, removed
    return [
        docname
        for docname, old in _stored(env).items()
        if docname in env.found_docs
        and inputs(Path(app.srcdir), Path(env.doc2path(docname)).read_text(encoding="utf-8")) != old
    ]


def _stored(env: BuildEnvironment) -> dict[str, str]:
    """Return the digest with which each notebook was read."""
    return kept(env, "edition_inputs")


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what was stored of a page that is read anew."""
    del app
    _stored(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Merge what a parallel reader stored."""
    del app
    _stored(env).update({d: v for d, v in _stored(other).items() if d in docnames})


def hosts(repository: str, branch: str, path: str) -> list[tuple[str, str]]:
    """Return the hosts on which a notebook of a repository can be run, with its address there."""
    parts = urlsplit(repository)
    name = parts.path.strip("/").removesuffix(".git")
    if parts.netloc not in _BINDER or name.count("/") != 1:
        return []
    place = quote(name, safe="") if parts.netloc == "gitlab.com" else name
    found = [
        (
            "Open in Binder",
            f"https://mybinder.org/v2/{_BINDER[parts.netloc]}/{place}/{quote(branch, safe='')}"
            f"?urlpath=lab/tree/{quote(path)}",
        )
    ]
    if parts.netloc == "github.com":
        found.append(
            (
                "Open in Colab",
                f"https://colab.research.google.com/github/{name}/blob/{quote(branch)}/{quote(path)}",
            )
        )
    return found


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a notebook's page its download and the hosts that can run it.

    Code is not broken into lines; where it is wider than the page, the
    keyboard must be able to move it.
    """
    del templatename, doctree
    if pagename not in app.env.found_docs or not is_notebook(app.env, pagename):
        return
    cell = '<div class="highlight"><pre>'
    context["body"] = context["body"].replace(cell, cell.replace("<pre", '<pre tabindex="0"'))
    path = f"{pagename}.ipynb"
    address, branch = configured(Path(app.srcdir))
    context["ed_launch"] = [
        ("Download the notebook", path.rpartition("/")[2]),
        *hosts(address, branch, path),
    ]


def copy(app: Sphinx, exception: Exception | None) -> None:
    """Lay each notebook beside its page, as it is kept: without outputs."""
    if exception is not None or app.builder.name != "html":
        return
    for docname in sorted(app.env.found_docs):
        if is_notebook(app.env, docname):
            target = Path(app.outdir) / f"{docname}.ipynb"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(Path(app.env.doc2path(docname)).read_bytes())


def setup(app: Sphinx) -> None:
    """Register what the notebooks need."""
    app.connect("source-read", key_cache)
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", offer)
    app.connect("build-finished", copy)
