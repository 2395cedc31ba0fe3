"""The forms of English verbs: regular by spelling, irregular by a list."""

from __future__ import annotations

import enum
from types import MappingProxyType

__all__ = ["Form", "forms", "words"]


class Form(enum.Enum):
    """The form of a verb; a regular past is a participle too."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


def words(text: str) -> frozenset[str]:
    """Return the words of a text, which blanks part."""
    return frozenset(text.split())


_IRREGULAR_PAST = """
begin began begun; bind bound; break broke broken; bring brought; build built; buy bought; catch caught;
choose chose chosen; come came come; deal dealt; draw drew drawn; drive drove driven; eat ate eaten;
fall fell fallen; feel felt; fight fought; find found; fly flew flown; forget forgot forgotten;
forgive forgave forgiven; get got gotten; give gave given; go went gone; grow grew grown; hear heard;
hold held; keep kept; know knew known; lay laid; lead led; leave left; lend lent; lose lost; make made;
mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said;
see saw seen; seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot;
show showed shown; sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend spent;
stand stood; steal stole stolen; stick stuck; strike struck; swear swore sworn; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
understand understood; wear wore worn; win won; withdraw withdrew withdrawn; write wrote written;
bend bent; foresee foresaw foreseen; mistake mistook mistaken; overcome overcame overcome;
prove proved proven;
undergo underwent undergone; undertake undertook undertaken; become became become; beseech besought;
hide hid hidden; forgo forwent forgone; mislead misled; rethink rethought; retell retold; uphold upheld;
withhold withheld; foretell foretold; arise arose arisen; bear bore borne; feed fed; flee fled; light lit;
cast cast; cut cut; hit hit; hurt hurt; let let; put put; quit quit; read read; set set; shut shut;
split split; spread spread; bet bet; cost cost; forecast forecast; burst burst; rid rid
"""

_DOUBLED = words(
    "admit beg ban bar bat brag chat commit concur confer cram defer drag drop drum equip fit flag "
    "flip flop grab grin hem hint infer jab knit log map nod occur omit opt pan permit pin pit plan "
    "plot plug pop prefer prod quip quiz rap rebut recap refer regret rid rip rob rub scrap ship "
    "shrug shun sit skip slam slap slip snub spar spin spot stab step stir stop strip submit swap "
    "tap top trap trim trip tug wrap zip handicap run win get set put let cut hit bet quit split "
    "shut begin swim forget control propel compel expel repel patrol rebel cancel"
) - words("hint")


def _irregular() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for entry in _IRREGULAR_PAST.split(";"):
        base, past, *rest = entry.split()
        found[base] = past, rest[0] if rest else past
    return found


_IRREGULAR = MappingProxyType(_irregular())


def forms(base: str) -> tuple[tuple[str, Form], ...]:
    """Return the forms of a verb, the past before what is spelled like it.

    Examples
    --------
    >>> [word for word, _ in forms("deny")]
    ['denied', 'denied', 'denies', 'denying', 'deny']
    >>> [word for word, _ in forms("admit")][:1], [word for word, _ in forms("say")][:1]
    (['admitted'], ['said'])
    """
    if base.endswith("y") and base[-2] not in "aeou":
        third, past, gerund = base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    else:
        third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        stem = base + base[-1] if base in _DOUBLED else base
        past = stem + ("d" if base.endswith("e") else "ed")
        if base.endswith("ie"):
            gerund = base[:-2] + "ying"
        else:
            gerund = (base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe")) else stem) + "ing"
    past, participle = _IRREGULAR.get(base, (past, past))
    return (
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (third, Form.THIRD),
        (gerund, Form.GERUND),
        (base, Form.BASE),
    )
