"""What is meant by what is said: its kind, its condition, the day that is named."""

from __future__ import annotations

import re

from ..claims import Kind

__all__ = ["condition_in", "date_in", "kind_of"]

_KINDS = {
    Kind.REFUSAL: "refuse decline reject rebuff",
    Kind.DENIAL: "deny dispute refute rebut disavow",
    Kind.PRAISE: "praise applaud celebrate commend endorse express extol hail laud thank tout welcome admire "
    "congratulate",
    Kind.CRITICISM: "accuse assail attack bash berate blame blast castigate chastise chide condemn criticize "
    "criticise decry denounce deplore deride fault lambast lambaste mock ridicule scold slam slap trash "
    "vilify protest complain bemoan lament",
    Kind.DEMAND: "demand urge order call insist beg implore exhort instruct request plead seek",
    Kind.OFFER: "offer propose promise pledge vow agree volunteer invite",
    Kind.FORECAST: "expect predict forecast anticipate",
}
_BY_BASE = {base: kind for kind, bases in _KINDS.items() for base in bases.split()}
_SILENCE = re.compile(
    r"\b(?:no comment|(?:to|a request for|for|on) comment|did not (?:respond|reply|answer))\b", re.I
)
_CONDITION = re.compile(
    r"\b(?:only if|if|unless|provided that|on condition that|on the condition that|as long as|so long as|"
    r"in exchange for|in return for|until|requires? that)\b[^,.;:!?“”\"]{2,200}",
    re.I,
)
_BEFORE = re.compile(r"\b(?:before|prior to)\b[^,.;:!?“”\"]{2,200}", re.I)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|\d{{4}}-\d\d-\d\d|"
    rf"(?:last|next|this|earlier this) (?:{_DAY}|week|month|year)|{_DAY}|{_MONTH} \d{{4}}|"
    r"yesterday|tomorrow|earlier this week)\b",
    re.I,
)


def kind_of(base: str, cue: str, content: str, conditional: bool) -> Kind:
    """Return the kind that a proposal starts with; an assessment where none is clear."""
    if _SILENCE.search(f"{cue} {content}"):
        return Kind.SILENCE
    return Kind.CONDITION if conditional else _BY_BASE.get(base, Kind.ASSESSMENT)


def condition_in(content: str, kind: Kind) -> tuple[int, int] | None:
    """Return where a condition stands in what is said; ``before`` is one only in a demand."""
    found = _CONDITION.search(content) or (_BEFORE.search(content) if kind is Kind.DEMAND else None)
    return (found.start(), found.start() + len(found.group().rstrip())) if found else None


def date_in(words: str) -> tuple[int, int] | None:
    """Return where a phrase that names a day or a time stands among words."""
    found = _DATE.search(words)
    return found.span() if found else None
