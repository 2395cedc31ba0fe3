"""Documents for the tests of the renderers: an invented dispute about a river, and a hostile text."""

from __future__ import annotations

from detente.brief.document import (
    Document,
    Edge,
    Grounds,
    Item,
    Items,
    Matrix,
    Node,
    Note,
    Paragraph,
    Picture,
    Section,
    Source,
    Sources,
    Subheading,
    Table,
    Text,
)
from detente.conflict.preferences import Basis

__all__ = ["HOSTILE", "SAMPLE", "hostile_document"]

HOSTILE = (
    "</style><script>alert(1)</script> \"onmouseover='alert(2)' <img src=http://evil.example/x onerror=a> "
    "&lt; {{ 7 * 7 }} \u202etxet nrut\u2066 \x00\x1b[31m \ud800 `c` **b** [link](http://evil.example) | "
    + "W"
    * 300
)

_OFFER = Grounds(Basis.REPORTED, ("upper-offers-water-in-dry-years",))
_WISH = Grounds(Basis.INFERRED, ("lower-asks-for-a-fixed-share", "lower-minister-speaks-of-patience"))
_GUESS = Grounds(Basis.ASSUMED)
_RULE = Grounds(Basis.LOGICAL)
_CLASH = Grounds(Basis.REPORTED, ("upper-builds-the-dam",), ("engineer-sees-no-work-at-the-site",))
_CITED = Grounds(None, ("upper-offers-water-in-dry-years", "lower-silent"))
_GONE = Grounds(None, ("claim-nobody-lists",))


def _cell(*parts: str | Grounds) -> Text:
    return parts


_PICTURE = Picture(
    "Where the river states stand, and the steps out of it",
    "Today the dam is being built and nobody talks. Upland would rather invite both; then talks hold.",
    (
        Node("now", "Upland builds the dam; nobody talks", "today"),
        Node("invited", "Upland invites the others while it goes on building", "holds"),
        Node("stop", "The building stops and a fixed share is agreed for the dry years", "open"),
        Node("court", "Lowland goes to the court", "idle"),
        Node("deal", "A treaty on water in dry years", "holds"),
        Node("alone", "The commission is dissolved", "idle"),
    ),
    (
        Edge("now", "invited", "Upland", "invites both to talks about the water of the dry years", True),
        Edge("now", "court", "Lowland", "goes to the court", False),
        Edge("invited", "stop", "Upland", "stops building", False),
        Edge("stop", "deal", "Lowland", "signs", True),
        Edge("stop", "now", "Upland", "builds again", True),
        Edge("court", "now", "Lowland", "withdraws its case", True),
        Edge("deal", "invited", "Lowland", "leaves the treaty", False),
    ),
)

_POSITIONS = Table(
    "What each party says about each issue",
    ("Issue", "Upland", "Midland", "Lowland", "The commission", "The engineers"),
    (
        (
            _cell("Building of the dam"),
            _cell("does ", _CLASH),
            _cell("is silent"),
            _cell("demands that it stop ", _CITED),
            _cell("speaks of it ", _GONE),
            _cell(""),
        ),
        (
            _cell("Water in dry years"),
            _cell("offers ", _OFFER),
            _cell("demands ", _WISH),
            _cell("demands ", _WISH),
            _cell(""),
            _cell("speak of it ", _CITED),
        ),
    ),
)

_SOURCES = Sources(
    (
        Source(
            "upper-offers-water-in-dry-years",
            "Upland is ready to let more water through in dry years.",
            "The prime minister of Upland, 3 May 2030; River Courier (https://river.example/1); B2",
            "verified",
            "We would let through what the fields need, in a dry year more than in a wet one.",
        ),
        Source(
            "lower-asks-for-a-fixed-share",
            "Lowland asks for a fixed share of the water.",
            "The minister of Lowland by way of its agency, 1 to 4 May 2030; River Courier; C3",
            "text not at hand",
            None,
        ),
        Source(
            "lower-minister-speaks-of-patience",
            "The minister says that patience has an end.",
            "The minister of Lowland, 4 May 2030; River Courier; C3",
            "text differs",
            None,
        ),
        Source(
            "upper-builds-the-dam",
            "Upland builds.",
            "A reporter, 2 May 2030; Delta Radio; D4",
            "verified",
            None,
        ),
        Source(
            "engineer-sees-no-work-at-the-site", "No work at the site.", "An engineer; B3", "verified", None
        ),
        Source("lower-silent", "Lowland does not answer.", "River Courier; B2", "text not at hand", None),
    )
)

_FIRST = (
    Section(
        "bottom-line",
        "The bottom line",
        (
            Paragraph(
                ("What stands today holds but for one step: Upland invites the others to talks ", _WISH, ".")
            ),
            Items(
                (
                    Item(
                        (
                            "A treaty would hold only if Upland lets more water through in dry years ",
                            _OFFER,
                            ".",
                        )
                    ),
                    Item(
                        ("An end of the building would not hold ", _GUESS, "."),
                        (Item(("It is being built, some say; others do not see it ", _CLASH, ".")),),
                    ),
                    Item(("Nobody can sign without talks ", _RULE, ".")),
                )
            ),
        ),
        first=True,
    ),
    Section(
        "stand", "Where things stand", (Paragraph(("Lowland is silent ", _CITED, ".")), _PICTURE), first=True
    ),
)

SAMPLE = Document(
    "The dam on the upper river: the offer of May 2030",
    "As of 5 May 2030",
    "What follows from stated assumptions, not a prophecy. The small words after a sentence say on what it "
    "rests: reported, inferred or assumed.",
    (
        *_FIRST,
        Section(
            "asks",
            "Who asks for what?",
            (
                Note("Conditions of one side beside the latest word or act of the other."),
                Table(
                    "Conditions and how far they are met",
                    ("Condition", "So far", "Seen from"),
                    (
                        (_cell("The building stops"), _cell("unmet"), _cell("what Upland does ", _CLASH)),
                        (
                            _cell("A fixed share in dry years"),
                            _cell("partly met"),
                            _cell("what Upland offers ", _OFFER),
                        ),
                        (_cell("Talks before the summer"), _cell("met"), _cell("the invitation ", _GONE)),
                        (_cell("An apology"), _cell("unknown"), _cell("no word or act is reported ", _GUESS)),
                    ),
                    marks=("unmet", "partly met", "met", "unknown"),
                ),
                Subheading("All issues"),
                Matrix(_POSITIONS, Items((Item(("Upland: builds ", _CLASH, ".")),))),
                Table(
                    "Marks that no cell says",
                    ("Watch", "By"),
                    ((_cell("Lowland answers"), _cell("8 May 2030")),),
                    marks=("unknown",),
                ),
            ),
        ),
        Section(
            "tables",
            "How many states hold?",
            (
                Paragraph(
                    ("Under seq a state is stable when every improvement meets an answer ", _RULE, ".")
                ),
                Table(
                    "States that hold, by outcome and solution concept",
                    ("Outcome", "states", "nash", "seq", "sseq", "gmr", "smr"),
                    (
                        (
                            _cell("treaty"),
                            *(_cell(one) for one in ("7,680", "0", "960", "912", "3,104", "2,816")),
                        ),
                        (
                            _cell("talks"),
                            *(_cell(one) for one in ("15,360", "1", "256", "224", "8,976", "7,001")),
                        ),
                    ),
                    numbers=True,
                ),
            ),
            theory=True,
        ),
        Section("sources", "Sources", (_SOURCES,)),
    ),
)
"""Every kind of block and of grounds, with invented content."""


def hostile_document(words: str = HOSTILE) -> Document:
    """Return a document that says the same hostile words wherever a document can say any."""
    grounds = Grounds(Basis.REPORTED, (words,), (words, f"{words} 2"))
    text: Text = (words, grounds, words)
    table = Table(words, (words, words), ((text, text), (text, (words,))), marks=(words, "met"))
    picture = Picture(
        words,
        words,
        (Node(words, words, "today"), Node("b", words, words), Node("c", words, "holds")),
        (
            Edge(words, "b", words, words, True),
            Edge("b", words, words, words, False),
            Edge("b", "gone", "", "", True),
        ),
    )
    blocks = (
        Paragraph(text),
        Note(words),
        Subheading(words),
        Items((Item(text, (Item(text),)),)),
        table,
        Matrix(table, Items(())),
        picture,
        Sources((Source(words, words, words, words, words),)),
    )
    return Document(
        words, words, words, (Section(words, words, blocks, first=True), Section("b", words, (), theory=True))
    )
