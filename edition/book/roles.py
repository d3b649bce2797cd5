"""The edition's own roles: ``name`` and ``date``."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole, SphinxRole

from edition.book.nodes import tag
from edition.book.state import remember_lists, state
from edition.calendar import day_in_both, new_style, valid


class Name(ReferenceRole):
    """``{name}`words <id>```: a link to an entry of the index of names."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or a warning where there is no such name."""
        now = state(self.env.app)
        if self.env.docname not in now.docnames:  # a chapter's own digest has it
            remember_lists(self.env, self.env.docname, now, ("names",))
        row = now.layers.rows["names"].get(self.target)
        if row is None:
            message = self.inliner.reporter.warning(
                f"no name '{self.target}' in data/names.csv", line=self.lineno
            )
            return [nodes.Text(self.title)], [message]
        words = self.title if self.has_explicit_title else row["label"]
        link = tag("a", words, tolist=f"names-{row['kind']}", tofrag=f"name-{row.id}")
        return [link], []


class Date(SphinxRole):
    """``{date}`1710-02-20```: an Old Style day, shown in both calendars."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a ``time`` element, or a warning where the day does not exist."""
        if not valid(self.text, "OS"):
            message = self.inliner.reporter.warning(
                f"'{self.text}' is no Old Style day", line=self.lineno
            )
            return [nodes.Text(self.text)], [message]
        new = new_style(self.text)
        return [tag("time", day_in_both(self.text), datetime=new)], []


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("name", Name())
    app.add_role("date", Date())
