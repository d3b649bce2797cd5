"""`make serve`: a page on this machine that follows what its author writes."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.serve import state
from scripts.web import serving
from tests.tools.building import ROOT

SMALL = ROOT / "tests/editions/small"


def test_the_server_compresses_and_keeps_to_its_folder(tmp_path: Path) -> None:
    """Text travels in gzip where that is asked for, in its present state; pictures as they are."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    page, picture = tmp_path / "site/index.html", tmp_path / "site/a.png"
    page.write_text("<p>one</p>", encoding="utf-8")
    picture.write_bytes(b"\x89PNG")
    with serving(tmp_path / "site") as address:

        def get(path: str) -> tuple[bytes, str | None]:
            request = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request) as answer:
                return answer.read(), answer.headers["Content-Encoding"]

        body, encoding = get("")
        assert (gzip.decompress(body), encoding) == (b"<p>one</p>", "gzip")
        page.write_text("<p>two, later</p>", encoding="utf-8")
        assert gzip.decompress(get("index.html?q=1")[0]) == b"<p>two, later</p>"
        assert get("a.png") == (b"\x89PNG", None)
        with pytest.raises(urllib.error.HTTPError, match="404") as error:
            get("../secret.txt")
        error.value.close()


def test_only_what_belongs_to_the_book_is_watched(tmp_path: Path) -> None:
    """Neither what a build writes nor what an editor keeps beside a file."""
    for name in ("a.md", "data/b.csv", "_build/c.html", ".git/d", "a.md~", "edition/__pycache__/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert {os.path.relpath(path, tmp_path) for path in state(tmp_path)} == {"a.md", "data/b.csv"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The small edition, served from a copy; its folder and its address."""
    source = Path(shutil.copytree(SMALL, tmp_path / "small"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.serve", "--port", str(port)],
            cwd=source,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    stamp = source / "_build/served"
    try:
        for _ in range(1200):
            if stamp.exists() or process.poll() is not None:
                break
            time.sleep(0.05)
        assert stamp.exists(), (tmp_path / "said").read_text()
        yield source, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


@pytest.mark.slow
def test_a_change_reaches_the_open_page(served: tuple[Path, str]) -> None:
    """The page waits for the next build, is told of it, and then shows the new words."""
    source, address = served
    with urllib.request.urlopen(address) as answer:
        assert b'new EventSource("/_changes")' in answer.read()
    with urllib.request.urlopen(address + "_changes", timeout=60) as changes:
        index = source / "index.md"
        index.write_text(
            index.read_text(encoding="utf-8") + "\nWritten while the page is open.\n",
            encoding="utf-8",
        )
        while (line := changes.readline()) and line != b"event: built\n":
            pass
    with urllib.request.urlopen(address) as answer:
        assert b"Written while the page is open." in answer.read()
