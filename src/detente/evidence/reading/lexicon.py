"""The English words that the rules go by.

The lists were written from knowledge of the language and of how news is written. They were then checked
against the training part of PolNeAR: ordinary words that were missing were added, and words that there are
mostly no words of saying were taken out. No text, count or weight of the corpus is in them.
"""

from __future__ import annotations

import enum
from types import MappingProxyType

from .inflection import Form, forms, words

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "BE",
    "BOUNDARIES",
    "CALENDAR",
    "CUES",
    "DETERMINERS",
    "DO",
    "HAVE",
    "MODALS",
    "OBJECT_PRONOUNS",
    "POSSESSIVES",
    "PREPOSITIONS",
    "PRONOUNS",
    "RELATIVES",
    "STANCES",
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
    SEEM = "seem"
    """It seems that …, he appears to …"""


_BASES = {
    Frame.CLAUSE: words(
        "acknowledge add admit affirm allege announce argue assert believe boast caution claim "
        "complain concede conclude confess confirm contend declare deny determine disclose doubt "
        "emphasize emphasise estimate explain exclaim fear feel find grumble guess hint hope imply "
        "indicate infer insist joke lament mention muse note observe opine predict proclaim quip "
        "realize realise recall reckon recount reiterate repeat reply report respond retort reveal "
        "say scoff shout speculate state stipulate stress suggest suspect ask testify think tweet "
        "underline underscore warn wonder worry write yell conjecture counter chant demonstrate "
        "show interject murmur mutter assume anticipate remember protest cry decide recite forecast "
        "retweet swear elaborate clarify highlight specify certify decree demand recommend propose "
        "request know understand brag bristle fret marvel snap sigh rant continue remark email post "
        "blog theorize quote fume intone gush grouse vent whisper scream pronounce posit surmise "
        "calculate foresee imagine envision hypothesize attest vouch charge project chime rule "
        "learn see dream gripe recognize recognise agree disagree deem consider comment contemplate "
        "rejoin volunteer summarize preach crow lecture thunder"
    ),
    Frame.HEARER: words(
        "ask assure inform notify remind tell urge persuade implore beg exhort instruct order "
        "caution warn beseech invite encourage pressure pressed press promise quiz query challenge "
        "alert"
    )
    - words("pressed"),
    Frame.OBJECT: words(
        "accuse address applaud assail bash bemoan berate blame blast brand call castigate "
        "celebrate challenge champion characterize characterise chastise chide cite commend condemn "
        "criticize criticise critique decry deem defend denounce deplore depict deride describe "
        "detail discuss dismiss dispute downplay echo embrace endorse express extol fault favor "
        "favour frame hail invoke lambast laud liken list lambaste mock oppose outline portray "
        "praise question quote rebuff rebuke rebut refer refute reject ridicule rip scold slam slap "
        "support taunt thank tout trash trumpet unveil view voice vilify welcome articulate answer "
        "disavow nominate promote love hate admire resent regret disapprove disparage repudiate "
        "demonize debunk deny belittle label dub attack assert advocate back plug eviscerate savage "
        "admonish reprimand apologize congratulate renounce disown malign insult smear impugn "
        "lampoon satirize ponder propose publish recite pan detest despise loathe denigrate "
        "contradict minimize excoriate upbraid reaffirm acknowledge rail weigh talk speak point "
        "gripe object allude lash push plead name title hammer pillory mourn tease second distrust "
        "mistrust dislike prize cherish showcase chronicle document issue poke explore announce "
        "signal alarm impress care attribute jab shrug balk acquiesce knock spar react regard "
        "revere disregard herald approve authorize anger profess mull revile parrot utter eschew "
        "commemorate salute cheer heckle jeer credit identify interpret"
    ),
    Frame.PLAN: words(
        "agree aspire decide decline expect hope intend offer plan pledge prefer promise propose "
        "refuse like seek swear threaten vow want wish aim volunteer opt"
    ),
    Frame.SEEM: words("seem appear sound"),
}


STANCES = words(
    "support want see think believe plan show back know speak continue expect consider attack find "
    "seek view feel state oppose decide hope determine understand intend advocate "
    "recognize endorse welcome prefer complain talk issue agree rule tweet discuss thank learn "
    "worry remind identify nominate push project protest address email favor request contradict "
    "name answer cheer calculate question refer aim demand fear promote encourage highlight offer "
    "love hate wish"
)
"""Verbs that say what somebody thinks, wants or does: within what another says, they are left to him."""


def _cues() -> dict[str, tuple[str, Form, frozenset[Frame]]]:
    frames: dict[str, set[Frame]] = {}
    for frame, bases in _BASES.items():
        for base in sorted(bases):
            frames.setdefault(base, set()).add(frame)
    cues: dict[str, tuple[str, Form, frozenset[Frame]]] = {}
    for base, possible in frames.items():
        for word, form in forms(base):
            cues.setdefault(word, (base, form, frozenset(possible)))
    cues["saw"] = ("see", Form.PAST, cues["see"][2])
    cues["found"] = ("find", Form.PAST, cues["find"][2])
    return cues


CUES = MappingProxyType(_cues())
"""Each form of each verb of saying, thinking or wanting: its base, its form, and what may follow."""

BE = words("is are was were be been being am isn't aren't wasn't weren't ain't 'm 're")
HAVE = words("has have had having hasn't haven't hadn't 've")
DO = words("do does did don't doesn't didn't")
AUXILIARIES = BE | HAVE | DO | words("'s 'd")
MODALS = frozenset(
    words(
        "will would can could may might shall should must won't wouldn't can't couldn't shouldn't cannot 'll"
    )
)
ADVERBS = frozenset(
    words(
        "also then later just even still once again ever never not often always only now soon yet "
        "already twice himself herself themselves itself further instead long first reportedly "
        "simply n't both quite rather very much well thus hence perhaps maybe too almost seldom so"
    )
)
PRONOUNS = words("he she they i we you it who someone somebody everyone nobody many some others")
OBJECT_PRONOUNS = words("him her them me us himself herself themselves")
POSSESSIVES = words("his her their its our my your whose")
RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
DETERMINERS = frozenset(
    words(
        "the a an this that these those his her their its our my your one another some many several "
        "most both few all no any each other two three four five six"
    )
)
BOUNDARIES = frozenset(
    words(
        "and but or nor because while as when if after before although though since until unless "
        "whether that which what how why where so than once whereas not"
    )
)
PREPOSITIONS = frozenset(
    words(
        "in on at of for from with by to about against during over under through into among between "
        "within without toward towards upon near across around behind before after since per via "
        "like amid despite outside inside following"
    )
)
CALENDAR = frozenset(
    words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december today yesterday tomorrow earlier "
        "later last recently afterward afterwards ago then now repeatedly"
    )
)
