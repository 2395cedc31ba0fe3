"""What is meant by what is said or done: its kind."""

from __future__ import annotations

import re

from ..claims import Kind

__all__ = ["kind_of"]

_KINDS = {
    Kind.REFUSAL: "refuse decline reject rebuff spurn",
    Kind.DENIAL: "deny dispute refute rebut disavow",
    Kind.PRAISE: "praise applaud celebrate commend endorse extol hail laud thank tout welcome admire "
    "congratulate",
    Kind.CRITICISM: "accuse assail attack bash berate blame blast castigate chastise chide condemn criticize "
    "criticise decry denounce deplore deride fault lambast lambaste mock ridicule scold slam slap trash "
    "vilify protest complain bemoan lament",
    Kind.DEMAND: "demand urge order call insist beg implore exhort instruct request plead seek "
    "encourage require",
    Kind.OFFER: "offer propose promise pledge vow agree volunteer invite",
    Kind.FORECAST: "expect predict forecast anticipate plan intend",
}
_BY_BASE = {base: kind for kind, bases in _KINDS.items() for base in bases.split()}
_SILENCE = re.compile(
    r"\b(?:no comment|(?:to|a request for|for|on) comment|did not (?:respond|reply|answer)|"
    r"(?:has|have) not (?:responded|replied|answered))\b",
    re.I,
)
_WORDS = {
    Kind.REFUSAL: r"\b(?:will not|won[’']t|would not|wouldn[’']t|refusal|never (?:again|give|accept|agree)|"
    r"no intention of|not be (?:possible|accepted)|out of the question)\b",
    Kind.DENIAL: r"\b(?:no plans?|not true|is false|no such|haven[’']t|have not|has not|did not|didn[’']t|"
    r"would not be able)\b",
    Kind.DEMAND: r"\b(?:must|has to|have to|needs? to|should|demands?|calls? on|(?:is|are) demanding)\b",
    Kind.OFFER: r"\b(?:would (?:love|like|be (?:happy|glad|willing))|[I’']d (?:love|like)|"
    r"(?:ready|willing(?:ness)?|prepared|open) to|offers?|invitation)\b",
    Kind.PRAISE: r"\b(?:smart|brilliant|fond (?:of|memor)\w*|great (?:guy|man|leader|relationship)|"
    r"good relationship|admire|respect for|grateful)\b",
    Kind.FORECAST: r"\b(?:will|likely|might|may|could|going to|expected to|is set to|"
    r"plan(?:s|ned)? to|soon)\b",
}
_BY_WORDS = tuple((kind, re.compile(words, re.I)) for kind, words in _WORDS.items())


def kind_of(base: str, cue: str, content: str) -> Kind:
    """Return the kind that a proposal starts with, a condition aside; an assessment where none is clear.

    Parameters
    ----------
    base
        The verb of saying, as a dictionary has it; it goes before the words that are said.
    cue, content
        The words of saying and what is said.

    Examples
    --------
    >>> kind_of("refuse", "refused", "to pay"), kind_of("say", "said", "that they must stop")
    (<Kind.REFUSAL: 'refusal'>, <Kind.DEMAND: 'demand'>)
    """
    if _SILENCE.search(f"{cue} {content}"):
        return Kind.SILENCE
    if base in _BY_BASE:
        return _BY_BASE[base]
    return next((kind for kind, pattern in _BY_WORDS if pattern.search(content)), Kind.ASSESSMENT)
