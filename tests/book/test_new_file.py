"""Where *Annotate* sends a new note: to the edition's own repository or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.book.repository import new_file

HOST = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "someone/texts"}
QUERY = "?filename={file}&value={text}"


@pytest.mark.parametrize(
    ("config", "host", "expected"),
    [
        ("title: A book", {}, ""),
        ("title: A book", HOST, f"https://github.com/someone/texts/new/main{QUERY}"),
        (
            "repository:\n  url: https://github.com/other/book.git\n  branch: texts",
            HOST,
            f"https://github.com/other/book/new/texts{QUERY}",
        ),
        ("repository:\n  url: https://example.org/book", {}, ""),
    ],
)
def test_a_new_note_goes_to_the_editions_own_repository(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    config: str,
    host: dict[str, str],
    expected: str,
) -> None:
    """Jupyter Book's configuration names its own repository where the book's names none."""
    for name in HOST:
        monkeypatch.delenv(name, raising=False)
    for name, value in host.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "_config.yml").write_text(config, encoding="utf-8")
    assert new_file(tmp_path) == expected
