"""A part of speech for each token, by closed classes, inflected lists and the words beside it."""

from __future__ import annotations

import enum
from itertools import pairwise
from types import MappingProxyType

from .inflection import Form, words
from .lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CUES,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
)
from .tokens import Text
from .verbs import VERBS

__all__ = ["NOMINAL", "Tag", "is_adverb", "tag", "verb_of"]


class Tag(enum.Enum):
    """A part of speech, as fine as the rules need it."""

    NOUN = "noun or adjective"
    NAME = "name"
    PRONOUN = "pronoun"
    DETERMINER = "determiner"
    ADVERB = "adverb"
    PREPOSITION = "preposition"
    TO = "to before a verb"
    AND = "and, or, but"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative pronoun"
    AUXILIARY = "auxiliary"
    MODAL = "modal"
    VERB = "finite verb"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    PARTICIPLE = "participle"
    COMMA = "comma"
    STOP = "other sign"


NOMINAL = frozenset([Tag.NOUN, Tag.NAME, Tag.DETERMINER])
_SUBJECTS = words("he she they i we it someone somebody everyone nobody there")
_SINGULAR = words("he she it who which that someone everyone nobody this what one")
_PLURAL = words(
    "i we you they who people men women children police media some many others most both these those"
)
_SUBORDINATORS = words(
    "because while when if although though unless whether than whereas how why where what whatever "
    "as after before since until once"
)
_WITH_PREPOSITION = words(
    "calls points refers talks speaks looks focuses agrees argues pushes responds objects insists "
    "appeals reaches votes stands comes goes relies counts believes disagrees sides complains "
    "lashes opens"
)
_ALONE = words(
    "this these that those both all some many most several another one others each two three four "
    "five six few"
)
_ONLY_VERBS = words(
    "say suggest argue believe think agree insist acknowledge accuse admit allege assert contend "
    "criticize criticise declare deny describe disagree explain imply indicate predict remember "
    "tell warn write ask know oppose reject refuse see seem appear want"
)
_NOUNS_IN_S = words("states remarks documents attacks votes emails comments posts looks thanks")
_SIGNS = words("% $ & @ # ' ’ / -")


def _closed() -> dict[str, Tag]:
    found: dict[str, Tag] = {}
    for tag_, members in (
        (Tag.MODAL, MODALS),
        (Tag.AUXILIARY, AUXILIARIES),
        (Tag.AND, words("and or but nor yet")),
        (Tag.RELATIVE, RELATIVES),
        (Tag.SUBORDINATOR, _SUBORDINATORS),
        (Tag.PRONOUN, _SUBJECTS | OBJECT_PRONOUNS | words("you")),
        (Tag.DETERMINER, DETERMINERS | POSSESSIVES),
        (Tag.ADVERB, ADVERBS),
        (Tag.PREPOSITION, PREPOSITIONS),
    ):
        for word in members:
            found.setdefault(word, tag_)
    return found


_CLOSED = MappingProxyType(_closed())
_COMPLEMENT = frozenset([Tag.DETERMINER, Tag.PRONOUN, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.PREPOSITION])
_NO_ADVERBS = words(
    "family only july reply supply rally ally bully italy daily early likely friendly elderly"
)


def is_adverb(word: str) -> bool:
    """Return whether a word in lower case is an adverb."""
    return word in ADVERBS or (len(word) > 4 and word.endswith("ly") and word not in _NO_ADVERBS)


def verb_of(word: str) -> tuple[str, Form] | None:
    """Return the base and the form of what may be a verb; None for what is none."""
    if entry := CUES.get(word):
        return entry[0], entry[1]
    if found := VERBS.get(word):
        return found
    if len(word) > 5 and word.endswith("ed") and word not in {"hundred", "united"}:
        return word, Form.PAST
    if len(word) > 6 and word.endswith("ing"):
        return word, Form.GERUND
    return None


def tag(text: Text) -> tuple[Tag, ...]:
    """Return the part of speech of each token.

    Notes
    -----
    Cost: linear in the number of tokens; what is looked at around a token is bounded.

    Examples
    --------
    >>> from .tokens import split
    >>> [one.name for one in tag(split("She claims that his claims won"))]
    ['PRONOUN', 'VERB', 'RELATIVE', 'DETERMINER', 'NOUN', 'VERB']
    """
    found: list[Tag] = []
    for first, end in pairwise(text.frames):
        title = _is_title(text, first, end)
        for token in range(first, end):
            found.append(
                _tag(text, found, token, first, title) if not _is_short(text, token, end) else Tag.NAME
            )
    for token, one in enumerate(found):
        if one is Tag.VERB and _is_reduced(text, found, token):
            found[token] = Tag.PARTICIPLE
    return tuple(found)


def _is_title(text: Text, first: int, end: int) -> bool:
    """Return whether nearly every longer word has a capital: then a capital makes no name."""
    longer = [word for word in text.words[first:end] if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in longer)
    return len(longer) > 3 and end - first < 40 and capital >= 0.8 * len(longer)


def _is_short(text: Text, token: int, end: int) -> bool:
    """Return whether a full stop ends no sentence: it belongs to a name, such as Mr. Brook."""
    return text.words[token] == "." and token < end - 1 and text.inside[token] < 0


def _tag(text: Text, found: list[Tag], token: int, first: int, title: bool) -> Tag:
    word, low = text.words[token], text.lower[token]
    if not word[-1].isalnum() and not word[0].isalnum():
        if word == ",":
            return Tag.COMMA
        return Tag.NOUN if word in _SIGNS else Tag.AUXILIARY if low == "'" else Tag.STOP
    capital = word[0].isupper() and token > first and not title and low != "i"
    if low[0] == "'":
        return Tag.MODAL if low == "'ll" else Tag.AUXILIARY
    if low == "to":
        return _to(text, token)
    if low == "that":
        return Tag.RELATIVE
    if low == "like" and found and (found[-1] in {Tag.MODAL, Tag.TO} or text.lower[token - 1] in {"'d"} | DO):
        return Tag.INFINITIVE
    if low in _CLOSED and not (capital and low in {"may", "us", "will", "it"}):
        return _CLOSED[low]
    if low.endswith("'s"):
        return Tag.DETERMINER
    opens = word[0].isupper() and low not in ADVERBS and _bare(text, token + 1) != ","
    if is_adverb(low) and not capital and not opens:  # a name may end so: Kelly said …
        return Tag.ADVERB
    if capital or word[0].isdigit():
        return Tag.NAME if capital else Tag.NOUN
    verb = verb_of(low)
    if verb is None:
        return Tag.NAME if word[0].isupper() and not title else Tag.NOUN
    return _verb(text, found, token, first, verb[1])


def _to(text: Text, token: int) -> Tag:
    after = _bare(text, token + 1)
    verb = verb_of(after)
    if after in {"be", "have", "do", "not", "never"} or (verb and verb[1] is Form.BASE):
        return Tag.TO
    return Tag.TO if is_adverb(after) else Tag.PREPOSITION


def _bare(text: Text, token: int) -> str:
    return text.lower[token] if token < len(text.lower) else ""


def _verb(text: Text, found: list[Tag], token: int, first: int, form: Form) -> Tag:
    """Return the part of speech of what may be a verb, by what stands before and after it."""
    at = token - 1
    while at > first and found[at] is Tag.ADVERB:
        at -= 1
    before = found[at] if at >= first else None
    word = text.lower[at] if at >= first else ""
    if form is Form.BASE:
        return _base(text, found, token, before, word)
    if form is Form.THIRD:
        quoted = text.inside[first] >= 0 and before in {Tag.NAME, Tag.NOUN} and not word.endswith("s")
        if quoted and _bare(text, token + 1) in {".", ",", ""}:
            return Tag.VERB
        return _third(text, token, before, word)
    if form is Form.GERUND:
        return Tag.NOUN if before is Tag.DETERMINER and at == token - 1 else Tag.GERUND
    if form is Form.PARTICIPLE or word in BE or word in HAVE or word in {"'s", "'d", "get", "got", "being"}:
        return Tag.PARTICIPLE
    after = _bare(text, token + 1)
    if text.lower[token] in {"asked", "told", "pressed"} and word in {"when", "if", "as"}:
        return Tag.PARTICIPLE
    if text.lower[token] == "said":
        return Tag.VERB
    if before is Tag.PREPOSITION or (before is Tag.DETERMINER and word not in _ALONE):
        return Tag.PARTICIPLE
    if before is None and not text.words[token][0].islower():
        return Tag.PARTICIPLE
    return Tag.PARTICIPLE if after == "by" else Tag.VERB


def _base(text: Text, found: list[Tag], token: int, before: Tag | None, word: str) -> Tag:
    if before in {Tag.TO, Tag.MODAL} or word in DO:
        return Tag.INFINITIVE
    if word in _PLURAL and before is not Tag.DETERMINER:
        return Tag.VERB
    plural = (
        word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > 3
    ) or word in _PLURAL
    if text.lower[token] in _ONLY_VERBS and (
        before in {Tag.NOUN, Tag.NAME, Tag.COMMA, Tag.STOP} or word in _ALONE
    ):
        return Tag.VERB
    if (
        plural
        and _bare(text, token + 1) in {".", ",", ""}
        and before is not None
        and text.lower[token] in {"show", "claim", "report", "note"}
    ):
        return Tag.VERB
    if plural and before in {Tag.NOUN, Tag.NAME, Tag.DETERMINER} and _starts_complement(text, token + 1):
        return Tag.VERB
    if (
        before in {Tag.AND, Tag.COMMA}
        and _bare(text, token + 1) != "of"
        and _starts_complement(text, token + 1)
    ):
        for one in reversed(found[max(0, token - 15) : token]):
            if one in {Tag.INFINITIVE, Tag.VERB}:
                return one
    return Tag.NOUN


def _third(text: Text, token: int, before: Tag | None, word: str) -> Tag:
    if text.lower[token] in _NOUNS_IN_S:
        return Tag.NOUN
    if word in _SINGULAR or before is Tag.RELATIVE:
        return Tag.VERB
    if before is None or before in {Tag.DETERMINER, Tag.PREPOSITION, Tag.TO, Tag.MODAL, Tag.GERUND, Tag.VERB}:
        return Tag.NOUN
    after = _bare(text, token + 1)
    if text.lower[token] in {
        "says",
        "tells",
        "asks",
        "writes",
        "thinks",
        "believes",
        "knows",
        "argues",
        "insists",
    }:
        return Tag.VERB
    if before is Tag.NOUN and word.endswith("s") and not word.endswith("ss"):
        return Tag.NOUN
    if before is Tag.NAME and after in {".", ","} and text.lower[token] in CUES:
        return Tag.VERB
    if _CLOSED.get(after) is Tag.PREPOSITION and after != "to":
        return (
            Tag.VERB
            if text.lower[token] in _WITH_PREPOSITION and after not in {"of", "in", "from", "by"}
            else Tag.NOUN
        )
    follows = token + 1 < len(text.words) and text.words[token + 1][0].isalpha() and verb_of(after) is None
    return (
        Tag.VERB
        if _starts_complement(text, token + 1) or (follows and after not in AUXILIARIES | MODALS)
        else Tag.NOUN
    )


def _starts_complement(text: Text, token: int) -> bool:
    """Return whether an object, a clause or a quotation may start here."""
    if token >= len(text.words):
        return False
    word, low = text.words[token], text.lower[token]
    if text.inside[token] >= 0 or word[0].isupper() or word[0].isdigit() or low in {"to", ":"}:
        return True
    return _CLOSED.get(low) in _COMPLEMENT or is_adverb(low) or low.endswith("s") or low.endswith("'s")


def _is_reduced(text: Text, found: list[Tag], token: int) -> bool:
    """Return whether a past is a participle behind its noun: the men *accused* of theft fled."""
    verb = verb_of(text.lower[token])
    if not verb or verb[1] is not Form.PAST or text.lower[token] == "said" or token + 1 >= len(found):
        return False
    if token == 0 or found[token - 1] is not Tag.NOUN or found[token + 1] not in {Tag.PREPOSITION, Tag.TO}:
        return False
    for at in range(token + 1, min(token + 16, len(found))):
        if (
            found[at] in {Tag.COMMA, Tag.STOP, Tag.AND, Tag.RELATIVE, Tag.SUBORDINATOR}
            or text.inside[at] >= 0
        ):
            return False
        if found[at] in {Tag.VERB, Tag.MODAL} or (
            found[at] is Tag.AUXILIARY and text.lower[at] not in {"be", "been"}
        ):
            return True
    return False
