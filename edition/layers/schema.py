"""What the tables of an edition are: their columns, and what may stand in them.

This is the contract that ``data/datapackage.json`` publishes; that file is
written from here (``python -m edition datapackage``), so that the two cannot
differ.
"""

from __future__ import annotations

from dataclasses import dataclass

CALENDARS = ("OS", "NS")
CERTAINTIES = ("high", "medium", "low")
#: What names a row: it becomes a part of addresses and of HTML.
ID = "[a-z0-9]+(-[a-z0-9]+)*"
_IN = "in small letters, digits and single hyphens"


@dataclass(frozen=True)
class Field:
    """A column.

    ``kind`` is ``string``, ``integer``, ``number`` or ``date`` (an ISO day).
    ``refers`` names the table whose ``id`` a cell must hold; several ids are
    separated by ``;`` where ``many`` is set.  A table may do without a column
    that is ``optional``.  ``pattern`` is the regular expression that a whole
    cell must match, ``bounds`` what a number lies between; the description
    says both in words.
    """

    name: str
    description: str
    kind: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""
    many: bool = False
    optional: bool = False
    pattern: str = ""
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Table:
    """A table: ``data/<name>.csv``.

    ``sides`` are the prefixes of its anchors' columns (``""`` for one
    anchor); ``unique`` says that ``id`` names one row only; ``ordered`` that
    the rows follow their anchors through the documents.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    sides: tuple[str, ...] = ()
    unique: bool = True
    ordered: bool = True

    @property
    def path(self) -> str:
        """Path of the table's file, relative to the edition's root."""
        return f"data/{self.name}.csv"

    @property
    def columns(self) -> list[str]:
        """Names of the columns in their order."""
        return [field.name for field in self.fields]


def _anchor(side: str = "", required: bool = True) -> tuple[Field, ...]:
    whose = {"": "", "left_": " on the left", "right_": " on the right"}[side]
    return (
        Field(side + "document", f"Slug of the document{whose}.", required=required),
        Field(
            side + "paragraph",
            f"Permanent number of the paragraph{whose}: 57, h3, t1, n1.",
            required=required,
        ),
        Field(
            side + "quote",
            f"The words{whose}, in the source's exact characters.",
            required=required,
        ),
        Field(
            side + "prefix",
            "Characters right before the quotation, where it stands more than once.",
        ),
        Field(
            side + "suffix", "Characters right after the quotation, where it stands more than once."
        ),
    )


def _id(what: str) -> Field:
    return Field("id", f"Lasting identifier of the {what}, {_IN}.", required=True, pattern=ID)


def _days(prefix: str = "", what: str = "") -> tuple[Field, ...]:
    return tuple(
        Field(
            f"{prefix}{calendar}_{end}",
            f"{position} day{what} in the {style} calendar (ISO 8601).",
            kind="date",
        )
        for calendar, style in (("os", "Old Style"), ("ns", "New Style"))
        for end, position in (("start", "First"), ("end", "Last"))
    )


_CERTAINTY = Field("certainty", "How sure the editors are.", choices=("", *CERTAINTIES))
_REMARK = Field("note", "What a reader of the row should know.", optional=True)
_NOTE = Field("note", "What a reader of the row should know.")
_SOURCE = Field(
    "source", "Keys of the bibliography, or loci such as 'AB 57', separated by semicolons."
)
_CONFIDENCE = Field("confidence", "How far the source can be trusted.", choices=("", *CERTAINTIES))
_SLIPS = ("", "wrong day", "wrong month", "unconverted", "converted twice", "against the record")

LINES = Table(
    "lines",
    "Lines of the sources: every non-blank physical line, its class and its permanent number",
    (
        Field("document", "Slug of the document.", required=True),
        Field("line", "Number of the line in the source, from 1.", kind="integer", required=True),
        Field(
            "class",
            "What the line is.",
            required=True,
            choices=("text", "heading", "title", "footnote", "furniture"),
        ),
        Field("number", "Permanent number of the paragraph; empty for furniture."),
        Field("level", "Level of a heading or of the title.", kind="integer"),
        Field("voice", "Who speaks.", choices=("", "author", "editor", "quoted")),
        Field("form", "How the line is set: signature, dateline, point, dialogue and the like."),
        Field(
            "group",
            "The quoted document that the line belongs to: telegram, statement and the like.",
        ),
        Field("page", "Page of the chapter on which the line stands."),
        Field("cut", "Characters that the line loses in the reading text."),
        Field("reason", "Why a line is furniture, or why characters are cut."),
        Field("sha256", "SHA-256 of the line's text without the cut, in UTF-8.", required=True),
    ),
    unique=False,
    ordered=False,
)

EMENDATIONS = Table(
    "emendations",
    "Emendations: errors of the copies and what should stand in their place",
    (
        _id("emendation"),
        *_anchor(),
        Field(
            "reading",
            "What should stand in place of the quotation; empty where the words should go.",
        ),
        Field(
            "kind",
            "What went wrong: ocr, encoding, spelling, capital, punctuation, wrong word, join and the like.",
            required=True,
        ),
        Field("certainty", "How sure the editors are.", required=True, choices=CERTAINTIES),
        Field(
            "status",
            "applied on the page, or only noted.",
            required=True,
            choices=("applied", "noted"),
        ),
        Field("reason", "The evidence.", required=True),
    ),
    sides=("",),
)

DATES = Table(
    "dates",
    "Date expressions of the documents, in both calendars",
    (
        _id("date"),
        *_anchor(),
        Field(
            "use",
            "A date, or part of a name such as 'September Massacres'.",
            required=True,
            choices=("date", "name"),
        ),
        Field("calendar", "The calendar that the words use.", choices=("", *CALENDARS)),
        *_days(),
        Field(
            "precision",
            "How exactly the words name the time.",
            required=True,
            choices=("day", "interval", "vague"),
        ),
        Field("relative_to", "The date from which the words count.", refers="dates"),
        Field("event", "The event that is dated.", refers="events"),
        Field("slip", "What is wrong with the words' date.", choices=_SLIPS),
        Field("right_os_start", "First day that is so, Old Style.", kind="date"),
        Field("right_os_end", "Last day that is so, Old Style.", kind="date"),
        _CERTAINTY,
        _NOTE,
    ),
    sides=("",),
)

EVENTS = Table(
    "events",
    "Events, in both calendars",
    (
        _id("event"),
        Field("label", "A short neutral name.", required=True),
        *_days(),
        Field("place", "Where it happened."),
        Field("kind", "'context' for an event that no document tells."),
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
    ordered=False,
)

EVENT_PASSAGES = Table(
    "event_passages",
    "Passages that tell an event",
    (Field("event", "The event.", required=True, refers="events"), *_anchor()),
    sides=("",),
    unique=False,
    ordered=False,
)

_QUALIFIERS = (
    "exact",
    "about",
    "nearly",
    "at least",
    "at most",
    "more than",
    "less than",
    "in words",
)
_FIGURE_KINDS = ("vote", "majority", "composition", "seats", "fraction", "count", "money", "other")

FIGURES = Table(
    "figures",
    "Figures: every vote, count, share and quantity in the documents",
    (
        _id("figure"),
        *_anchor(),
        Field("event", "The event to which the figure belongs.", refers="events"),
        Field("body", "What was counted.", refers="bodies"),
        Field("question", "What was asked or measured."),
        Field("series", "Tells rival counts in one passage apart."),
        Field("option", f"Slug of the group or answer counted, {_IN}.", pattern=ID),
        Field("option_name", "Its name for readers."),
        Field("low", "Lower bound; empty where the words give none.", kind="number"),
        Field("high", "Upper bound; empty where the words give none.", kind="number"),
        Field("unit", "What one is: delegates, votes, share and the like."),
        Field("qualifier", "How exactly the words give it.", required=True, choices=_QUALIFIERS),
        Field("whole", "The figure that is its whole.", refers="figures"),
        Field("kind", "What sort of figure.", required=True, choices=_FIGURE_KINDS),
        _NOTE,
    ),
    sides=("",),
)

REFERENCE = Table(
    "reference",
    "What contemporaries and historians give for the same counts",
    (
        _id("reference figure"),
        Field("event", "The event.", refers="events"),
        Field("body", "What was counted.", refers="bodies"),
        Field("question", "What was asked or measured."),
        Field("series", "Tells rival counts apart."),
        Field("option", f"Slug of the group or answer counted, {_IN}.", pattern=ID),
        Field("low", "Lower bound.", kind="number"),
        Field("high", "Upper bound.", kind="number"),
        Field("unit", "What one is."),
        Field(
            "basis", "'read' where a source was opened, 'general knowledge' where none could be."
        ),
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
    ordered=False,
)

BODIES = Table(
    "bodies",
    "Bodies that vote, are elected or are counted",
    (_id("body"), Field("label", "Its name for readers.", required=True), _NOTE),
    ordered=False,
)

PARTIES = Table(
    "parties",
    "Groups and answers that are counted, each with its fixed colour",
    (
        _id("group"),
        Field("label", "Its name for readers.", required=True),
        Field(
            "colour",
            "Its colour in every chart (#rrggbb, in small letters).",
            required=True,
            pattern="#[0-9a-f]{6}",
        ),
        _NOTE,
    ),
    ordered=False,
)

NAMES = Table(
    "names",
    "Names: persons, bodies, places, works and periodicals",
    (
        _id("name"),
        Field(
            "kind",
            "What it names.",
            required=True,
            choices=("person", "body", "place", "work", "periodical"),
        ),
        Field("label", "The standard form.", required=True),
        Field("variants", "Spellings that the documents print, separated by semicolons."),
        Field("birth", "Day or year of birth."),
        Field("death", "Day or year of death."),
        Field("role", "Who or what it was."),
        Field(
            "lat",
            "Latitude in decimal degrees (WGS 84), from -90 to 90.",
            kind="number",
            bounds=(-90, 90),
        ),
        Field(
            "lon",
            "Longitude in decimal degrees (WGS 84), from -180 to 180.",
            kind="number",
            bounds=(-180, 180),
        ),
        Field("wikidata", "Identifier in Wikidata, as Q42.", pattern="Q[1-9][0-9]*"),
        Field(
            "gnd",
            "Identifier in the Gemeinsame Normdatei: digits, X and hyphens.",
            pattern="[0-9X-]+",
        ),
        Field("geonames", "Identifier in GeoNames: digits.", pattern="[0-9]+"),
        _SOURCE,
        _CONFIDENCE,
        _REMARK,
    ),
    ordered=False,
)

MENTIONS = Table(
    "mentions",
    "Mentions that spelling cannot decide",
    (
        _id("mention"),
        *_anchor(),
        Field(
            "name",
            "The name or term that is meant; empty where the words are no name.",
            refers="names",
        ),
        _REMARK,
    ),
    sides=("",),
)

TERMS = Table(
    "terms",
    "Glossary",
    (
        _id("term"),
        Field("name", "The entry of the names whose variants serve.", refers="names"),
        Field("label", "The term.", required=True),
        Field("variants", "Spellings that the documents print, separated by semicolons."),
        Field("definition", "What it means, in 30 to 120 words.", required=True),
        Field("related", "Related terms, separated by semicolons.", refers="terms", many=True),
        _SOURCE,
    ),
    ordered=False,
)

TERM_PHASES = Table(
    "term_phases",
    "What a term meant at different times",
    (
        Field("term", "The term.", required=True, refers="terms"),
        Field("os_start", "First day, Old Style; empty: from the beginning.", kind="date"),
        Field("os_end", "Last day, Old Style; empty: to the end.", kind="date"),
        Field("what", "What it was then.", required=True),
    ),
    unique=False,
    ordered=False,
)

RELATIONS = ("translation", "same", "variant", "only left", "only right", "same event", "quotes")

PARALLELS = Table(
    "parallels",
    "Parallel passages",
    (
        _id("row"),
        Field(
            "unit",
            f"Rows of one unit belong together; its name is {_IN}.",
            required=True,
            pattern=ID,
        ),
        *_anchor("left_", required=False),
        *_anchor("right_", required=False),
        Field(
            "relation",
            "How the two passages stand to each other.",
            required=True,
            choices=RELATIONS,
        ),
        Field("method", "How the row was found."),
        _NOTE,
    ),
    sides=("left_", "right_"),
    ordered=False,
)

QUOTATIONS = Table(
    "quotations",
    "Quotations in the documents and what they quote",
    (
        _id("quotation"),
        Field("part", "Part of a quotation that is broken over paragraphs.", kind="integer"),
        Field("within", "The quotation in which it stands.", refers="quotations"),
        *_anchor(),
        Field("speaker", "Who speaks or writes."),
        Field("work", "Key of the work in the bibliography."),
        Field("locator", "Volume, chapter or page as printed."),
        Field("status", "What is known of the reference."),
        _NOTE,
    ),
    sides=("",),
    unique=False,
)

_DISAGREEMENT_KINDS = (
    "between documents",
    "between translations",
    "within a document",
    "against the record",
    "only apparent",
)

DISAGREEMENTS = Table(
    "disagreements",
    "Where the documents disagree: with each other, with themselves, with the record",
    (
        _id("disagreement"),
        Field("kind", "What disagrees with what.", required=True, choices=_DISAGREEMENT_KINDS),
        Field("subject", "What it is about.", required=True),
        Field("judgement", "What the editors conclude.", required=True),
        _CERTAINTY,
        _SOURCE,
    ),
    ordered=False,
)

DISAGREEMENT_PLACES = Table(
    "disagreement_places",
    "The words that disagree",
    (
        Field("disagreement", "The disagreement.", required=True, refers="disagreements"),
        *_anchor(),
        Field("says", "What the words say."),
    ),
    sides=("",),
    unique=False,
    ordered=False,
)

CHART_PLACES = Table(
    "chart_places",
    "Words beside which a small chart stands",
    (
        _id("place"),
        Field("chart", f"Key of the chart, {_IN}.", required=True, pattern=ID),
        Field(
            "notebook",
            f"The notebook in notebooks/ that draws it, without its ending, {_IN}.",
            required=True,
            pattern=ID,
        ),
        *_anchor(),
    ),
    sides=("",),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        LINES,
        EMENDATIONS,
        DATES,
        EVENTS,
        EVENT_PASSAGES,
        FIGURES,
        REFERENCE,
        BODIES,
        PARTIES,
        NAMES,
        MENTIONS,
        TERMS,
        TERM_PHASES,
        PARALLELS,
        QUOTATIONS,
        DISAGREEMENTS,
        DISAGREEMENT_PLACES,
        CHART_PLACES,
    )
}
