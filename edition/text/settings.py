"""Files of settings in YAML: the book's own, and the reader that every such file needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from edition.report import Problem

#: The files that the book is built by; an edition may lack each of them.
SETTINGS = ("_config.yml", "_toc.yml", "CITATION.cff")


class Unread(Exception):
    """A text that YAML cannot read: the line (0 where none can be named) and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def parse(text: str) -> tuple[Any, yaml.Node | None]:
    """Return what a text says, and the tree in which each key has its line.

    Raises :class:`Unread` for whatever YAML's own reader may stumble over.
    """
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        return (loader.construct_document(node) if node is not None else None), node
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", error)).split())
        raise Unread(mark.line + 1 if mark else 0, reason) from error
    except RecursionError as error:
        raise Unread(0, "it is nested too deeply") from error
    except (ValueError, AttributeError, TypeError, KeyError, OverflowError) as error:
        # A day such as 2024-99-99 and a tag such as !!int are read by bare conversions.
        raise Unread(0, f"a value is not what it looks like ({error})") from error


def read_settings(root: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the settings in the file ``name`` below ``root``, and what is wrong with it.

    A file that is missing or empty has no settings and no problem.
    """

    def unread(line: int, reason: str) -> tuple[dict[str, Any], list[Problem]]:
        message = f"the file cannot be read: {reason}."
        return {}, [Problem(name, line, "K01", message, "Mend its YAML.")]

    try:
        found, _ = parse((root / name).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return unread(0, error.strerror or "it is no file")
    except UnicodeDecodeError as error:
        return unread(0, f"it is not UTF-8 at byte {error.start}")
    except Unread as error:
        return unread(error.line, error.reason)
    if found is None:
        return {}, []
    if not isinstance(found, dict):
        return unread(1, "it is not a list of 'key: value' lines")
    return found, []


def check_settings(root: Path) -> list[Problem]:
    """Return what is wrong with the book's files of settings."""
    return [problem for name in SETTINGS for problem in read_settings(root, name)[1]]
