"""What other extensions and pandas put into a page is mended, and nothing else is touched."""

from __future__ import annotations

import pandas as pd
import pytest
from docutils import nodes
from docutils.utils import new_document

from edition.book.cleaning import clean, mended_table

THEBE = '<script type="text/x-thebe-config">{ "kernelOptions": {} }</script>'
KERNEL = "<script>kernelName = 'python3'</script>"
FRAME = pd.DataFrame({"votes": [7, 4]}, index=["for", "against"])


def cleaned(html: str) -> list[str]:
    """Return what is left of a page of one raw node."""
    document = new_document("page")
    document += nodes.raw("", html, format="html")
    clean(None, document, "page")  # type: ignore[arg-type]
    return [node.astext() for node in document.findall(nodes.raw)]


@pytest.mark.parametrize("html", [THEBE, KERNEL, f"\n{KERNEL}\n"])
def test_scripts_that_nobody_asked_for_go(html: str) -> None:
    assert cleaned(html) == []


@pytest.mark.parametrize(
    "html", ["<p>kernelName = is what a notebook has</p>", "<script>let name = 1</script>"]
)
def test_words_that_only_name_them_stay(html: str) -> None:
    assert cleaned(html) == [html]


def test_a_table_of_pandas_is_made_valid() -> None:
    html = FRAME._repr_html_()
    assert "<style scoped>" in html
    assert cleaned(html) == [mended_table(html)]
    mended = mended_table(html)
    assert mended.startswith(
        '<div class="ed-scroll" role="region" aria-label="Table" tabindex="0">'
    )
    for wrong in ("<style", 'border="1"', "style=", "<th></th>"):
        assert wrong not in mended
    for right in ("<td></td>", "<th>votes</th>", "<th>against</th>", "<td>4</td>"):
        assert right in mended
    assert mended.count("<div") == mended.count("</div>") == 1
