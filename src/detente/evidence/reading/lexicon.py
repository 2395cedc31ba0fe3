"""The English words that the rules go by.

The words come from our knowledge of the language and of how news is written, not out of a corpus.
"""

from __future__ import annotations

import enum
from types import MappingProxyType

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "BOUNDARIES",
    "CALENDAR",
    "CUES",
    "DETERMINERS",
    "MODALS",
    "PREPOSITIONS",
    "PRONOUNS",
    "RELATIVES",
    "Form",
    "Frame",
    "words",
]


class Frame(enum.Enum):
    """What may follow a word of saying."""

    CLAUSE = "clause"
    """He said (that) …"""
    HEARER = "hearer"
    """He told her (that) …"""
    OBJECT = "object"
    """He criticised …"""
    PLAN = "plan"
    """He vowed to …, he refused to …"""


class Form(enum.Enum):
    """The form of a verb."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    GERUND = "gerund"


def words(text: str) -> frozenset[str]:
    """Return the words of a text, which blanks part."""
    return frozenset(text.split())


_BASES = {
    Frame.CLAUSE: words(
        "acknowledge add admit affirm allege announce argue assert believe boast caution claim complain "
        "concede conclude confess confirm contend declare deny determine disclose doubt emphasize "
        "emphasise estimate explain exclaim fear feel find gripe grumble guess hint hope imply indicate "
        "infer insist joke lament learn maintain mention muse note observe opine predict proclaim quip "
        "realize realise recall reckon recount reiterate repeat reply report respond retort reveal say "
        "scoff shout speculate state stipulate stress suggest suspect ask testify think tweet underline "
        "underscore warn wonder worry write yell conjecture counter chant declare demonstrate show "
        "interject murmur mutter assume conceive anticipate remember advise protest cry decide recite "
        "forecast retweet swear elaborate clarify highlight specify certify decree demand recommend "
        "propose request"
    ),
    Frame.HEARER: words(
        "ask assure convince inform notify remind tell urge persuade implore beg exhort instruct order "
        "advise caution warn beseech invite"
    ),
    Frame.OBJECT: words(
        "accuse address applaud assail bash bemoan berate blame blast brand call castigate celebrate "
        "challenge champion characterize characterise chastise chide cite commend condemn criticize "
        "criticise decry deem defend denounce deplore depict deride describe detail discuss dismiss "
        "dispute downplay echo embrace endorse express extol fault favor favour frame hail highlight "
        "invoke lambast laud liken list lambaste mock oppose outline pan portray praise question quote "
        "rebuff rebuke rebut refer refute regard reject ridicule rip scold see slam slap stress support "
        "taunt thank tout trash trumpet unveil view voice vilify warn welcome publish articulate answer "
        "approve authorize disavow dispute disagree nominate promote vent prefer love hate enjoy admire "
        "resent regret trust respect disapprove disparage repudiate protest envision offer demonize "
        "ponder mention recall condemn"
    ),
    Frame.PLAN: words(
        "agree aspire decide decline expect hope intend offer plan pledge prefer promise propose refuse "
        "seek swear threaten volunteer vow want wish push call plead opt"
    ),
}

_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "find": ("finds", "found", "finding"),
    "know": ("knows", "knew", "knowing"),
    "write": ("writes", "wrote", "writing"),
    "swear": ("swears", "swore", "swearing"),
    "see": ("sees", "saw", "seeing"),
    "cast": ("casts", "cast", "casting"),
    "seek": ("seeks", "sought", "seeking"),
    "mean": ("means", "meant", "meaning"),
    "show": ("shows", "showed", "showing"),
    "begin": ("begins", "began", "beginning"),
    "speak": ("speaks", "spoke", "speaking"),
    "forecast": ("forecasts", "forecast", "forecasting"),
    "understand": ("understands", "understood", "understanding"),
    "admit": ("admits", "admitted", "admitting"),
    "infer": ("infers", "inferred", "inferring"),
    "refer": ("refers", "referred", "referring"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "beg": ("begs", "begged", "begging"),
    "rip": ("rips", "ripped", "ripping"),
    "slam": ("slams", "slammed", "slamming"),
    "pan": ("pans", "panned", "panning"),
    "plan": ("plans", "planned", "planning"),
    "prefer": ("prefers", "preferred", "preferring"),
    "slap": ("slaps", "slapped", "slapping"),
    "quip": ("quips", "quipped", "quipping"),
    "opt": ("opts", "opted", "opting"),
    "beseech": ("beseeches", "beseeched", "beseeching"),
}


def _forms(base: str) -> tuple[str, str, str]:
    """Return the third person, the past and the gerund of a verb."""
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if base.endswith("ee"):
        return third, base + "d", base + "ing"
    if base.endswith("e"):
        return third, base + "d", base[:-1] + "ing"
    return third, base + "ed", base + "ing"


def _cues() -> dict[str, tuple[str, Form, frozenset[Frame]]]:
    frames: dict[str, set[Frame]] = {}
    for frame, bases in _BASES.items():
        for base in sorted(bases):
            frames.setdefault(base, set()).add(frame)
    cues: dict[str, tuple[str, Form, frozenset[Frame]]] = {}
    for base, possible in frames.items():
        third, past, gerund = _forms(base)
        for word, form in ((past, Form.PAST), (third, Form.THIRD), (gerund, Form.GERUND), (base, Form.BASE)):
            cues.setdefault(word, (base, form, frozenset(possible)))
    return cues


CUES = MappingProxyType(_cues())
"""Each form of each verb of saying, thinking or wanting: its base, its form, and what may follow."""

AUXILIARIES = frozenset(
    words(
        "has have had having is are was were be been being am do does did 's 've 'd hasn't haven't hadn't "
        "isn't aren't wasn't weren't don't doesn't didn't"
    )
)
MODALS = frozenset(
    words(
        "will would can could may might shall should must won't wouldn't can't couldn't shouldn't cannot 'll"
    )
)
ADVERBS = frozenset(
    words(
        "also then later just even still once again ever never not often always only now soon yet already "
        "twice himself herself themselves itself further instead long first reportedly once simply"
    )
)
PRONOUNS = words("he she they i we you it who someone somebody everyone nobody many some others")
RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
DETERMINERS = frozenset(
    words(
        "the a an this that these those his her their its our my your one another some many several most "
        "both few all no any each other two three four five six"
    )
)
BOUNDARIES = frozenset(
    words(
        "and but or nor because while as when if after before although though since until unless whether "
        "that which what how why where so than once whereas not"
    )
)
PREPOSITIONS = frozenset(
    words(
        "in on at of for from with by to about against during over under through into among between "
        "within without toward towards upon near across around behind before after since per via like "
        "amid despite outside inside following"
    )
)
CALENDAR = frozenset(
    words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
        "july august september october november december today yesterday tomorrow earlier later last "
        "recently afterward afterwards ago then now repeatedly"
    )
)
