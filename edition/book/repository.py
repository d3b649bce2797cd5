"""Where the edition's repository is, as the book's own configuration or its host says."""

from __future__ import annotations

import os
from pathlib import Path

import yaml


def configured(root: Path) -> tuple[str, str]:
    """Return address and branch from ``_config.yml`` itself, the address empty if none is given.

    Jupyter Book fills in the address and branch of its own repository.
    """
    path = root / "_config.yml"
    config = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    given = (config or {}).get("repository") or {}
    address = str(given.get("url") or "").rstrip("/").removesuffix(".git")
    return address, str(given.get("branch") or "main")


def new_file(root: Path) -> str:
    """Return the address at which the repository's host takes a new file, or ``""``.

    It has ``{file}`` and ``{text}`` to be filled in.  Where the configuration
    names no repository, the host that builds the book may.
    """
    address, branch = configured(root)
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    if not address and server and name:
        address = f"{server}/{name}"
    if not address or not ("github" in address or (server and address.startswith(server))):
        return ""
    return f"{address}/new/{branch}?filename={{file}}&value={{text}}"
