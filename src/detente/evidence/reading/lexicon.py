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
    "NOUNS",
    "PREPOSITIONS",
    "PRONOUNS",
    "RELATIVES",
    "Form",
    "Frame",
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


_BASES = {
    Frame.CLAUSE: (
        "acknowledge add admit affirm allege announce argue assert believe boast caution claim comment complain "
        "concede conclude confess confirm contend declare deny determine disclose doubt emphasize emphasise "
        "estimate explain exclaim fear feel find gripe grumble guess hint hope imply indicate infer insist joke "
        "lament learn maintain mention muse note object observe opine predict proclaim quip realize realise "
        "recall reckon recount reiterate remark repeat reply report respond retort reveal say scoff shout "
        "speculate state stipulate stress suggest suspect tell testify think tweet underline underscore "
        "understand warn wonder worry write yell conjecture counter chant declare demonstrate show "
        "interject murmur mutter post assume conceive anticipate remember advise protest "
        "cry signal project rule decide know continue begin recite reason forecast retweet email "
        "point swear elaborate clarify highlight specify certify decree demand recommend propose request"
    ).split(),
    Frame.HEARER: (
        "ask assure convince inform notify remind tell urge persuade implore beg exhort instruct order "
        "advise caution warn beseech invite"
    ).split(),
    Frame.OBJECT: (
        "accuse address applaud assail attack back bash bemoan berate blame blast brand call cast castigate "
        "celebrate challenge champion characterize characterise chastise chide cite commend condemn "
        "consider criticize criticise decry deem defend denounce deplore depict deride describe detail discuss "
        "dismiss dispute downplay echo embrace endorse express extol fault favor favour frame hail highlight "
        "invoke issue label lambast laud like liken list lambaste mock oppose outline pan portray praise present "
        "question quote rebuff rebuke rebut refer reference refute regard reject ridicule rip scold see slam "
        "slap stress support taunt thank tout trash trumpet unveil view voice vilify warn welcome publish "
        "articulate answer approve authorize disavow dispute disagree nominate promote rail "
        "vent weigh speak talk prefer love hate enjoy admire resent regret trust respect disapprove "
        "disparage repudiate protest recognize envision offer sign demonize ponder mention recall condemn"
    ).split(),
    Frame.PLAN: (
        "agree aim aspire attempt decide decline expect hope intend mean need offer plan pledge "
        "prefer promise propose refuse seek swear threaten try volunteer vow want wish push call plead "
        "long opt"
    ).split(),
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
        for base in bases:
            frames.setdefault(base, set()).add(frame)
    cues: dict[str, tuple[str, Form, frozenset[Frame]]] = {}
    for base, possible in frames.items():
        third, past, gerund = _forms(base)
        for word, form in ((past, Form.PAST), (third, Form.THIRD), (gerund, Form.GERUND), (base, Form.BASE)):
            cues.setdefault(word, (base, form, frozenset(possible)))
    return cues


CUES = MappingProxyType(_cues())
"""Each form of each verb of saying, thinking or wanting: its base, its form, and what may follow."""

NOUNS = frozenset(
    "statement claim assertion suggestion argument belief view idea notion allegation accusation warning promise "
    "pledge vow call calls demand request proposal plan announcement prediction hope fear concern concerns "
    "hopes fears report reports criticism complaint complaints charge charges contention insistence conclusion "
    "opinion recommendation threat refusal decision desire claims allegations accusations promises "
    "endorsement support opposition speculation rumors rumours estimate denial assurance assurances".split()
)
"""Nouns that hold what somebody says: his claim that …, a call for …"""

AUXILIARIES = frozenset(
    "has have had having is are was were be been being am do does did 's 've 'd hasn't haven't hadn't isn't "
    "aren't wasn't weren't don't doesn't didn't".split()
)
MODALS = frozenset(
    "will would can could may might shall should must won't wouldn't can't couldn't shouldn't cannot 'll".split()
)
ADVERBS = frozenset(
    "also then later just even still once again ever never not often always only now soon yet already "
    "twice himself herself themselves itself further instead long first reportedly once simply".split()
)
PRONOUNS = frozenset("he she they i we you it who someone somebody everyone nobody many some others".split())
RELATIVES = frozenset("who which that whom whose".split())
DETERMINERS = frozenset(
    "the a an this that these those his her their its our my your one another some many several most both few "
    "all no any each other two three four five six".split()
)
BOUNDARIES = frozenset(
    "and but or nor because while as when if after before although though since until unless whether that "
    "which what how why where so than once whereas not".split()
)
PREPOSITIONS = frozenset(
    "in on at of for from with by to about against during over under through into among between within "
    "without toward towards upon near across around behind before after since per via like amid despite "
    "outside inside following".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow earlier later last recently afterward "
    "afterwards ago then now repeatedly".split()
)
