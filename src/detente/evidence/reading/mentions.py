"""Where a text names people and countries, those of a dossier and others."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from ..actors import ActorKind
from .cast import Cast, bare
from .lexicon import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    CALENDAR,
    CUES,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
)
from .lexicon import words as words_of
from .nations import nation_at, nation_named
from .tagging import is_adverb
from .tokens import Text

__all__ = [
    "FEMININE",
    "MASCULINE",
    "STRANGE_ROLES",
    "TITLES",
    "Mention",
    "frame_of",
    "is_heading",
    "mentions",
]

TITLES = words_of(
    "mr mrs ms dr president prime minister secretary senator sen rep gov governor general gen leader "
    "chairman chairwoman foreign defence defense unification vice deputy premier chancellor ambassador "
    "king queen spokesman spokeswoman spokesperson envoy special national security adviser advisor chief "
    "director state former then-president comrade marshal supreme prof professor judge captain lt col "
    "lawmaker representative congressman congresswoman speaker party counterpart pope first lady"
)
"""Words of rank that may stand before a name."""

STRANGE_ROLES = words_of(
    "reporter correspondent journalist professor analyst expert scholar researcher fellow historian "
    "lawyer named called surnamed author columnist broadcaster host anchor prof dr judge captain doctor "
    "brother sister son daughter wife aide adviser advisor aides relative uncle mother father"
)
"""Before a surname these tell that it is somebody else who bears it."""

_NO_PERSON = words_of(
    "force one house council party ministry department committee news agency times post university institute "
    "center centre union nations organization organisation act treaty agreement war peninsula sea ocean "
    "court bank company group street square river island islands state states media line zone summit forum "
    "tv radio press corps army navy air general assembly affairs policy studies research foundation "
    "association congress senate parliament office administration commission bureau day week street"
)
MASCULINE = words_of(
    "mr donald marco vladimir joe joseph barack john james robert michael william david richard thomas "
    "george mark paul peter sergei dmitry volodymyr emmanuel keir boris anthony antony jake mike xi recep "
    "benjamin narendra shigeru fumio olaf friedrich viktor alexander mohammed muhammad ali abdul king "
    "chairman spokesman congressman brother son father husband"
)
FEMININE = words_of(
    "mrs ms angela hillary kamala karoline ursula giorgia maria anna ann anne mary elizabeth susan sarah "
    "jennifer linda nancy jane karen margaret tulsi claudia sanae queen chairwoman spokeswoman lady "
    "congresswoman sister daughter mother wife theresa"
)
_FUNCTION = (
    PREPOSITIONS | BOUNDARIES | DETERMINERS | CALENDAR | ADVERBS | PRONOUNS | RELATIVES | AUXILIARIES | MODALS
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody is named.

    Attributes
    ----------
    first, last
        Its tokens.
    actor
        The actor of the dossier; None for somebody else.
    key
        The same for the same person or country, as far as that can be told.
    is_person
        Whether it is a person, not a body or a country.
    is_subject
        Whether a verb follows, and no preposition stands before.
    is_full
        Whether a person is named by more than a surname.
    """

    first: int
    last: int
    actor: str | None
    key: str
    is_person: bool
    is_subject: bool
    is_full: bool


def frame_of(text: Text, token: int) -> int:
    """Return the number of the frame that holds a token."""
    return bisect_right(text.frames, token) - 1


def is_heading(text: Text, token: int) -> bool:
    """Return whether the paragraph of a token is a heading: words with capitals, and no full stop."""
    number = bisect_right(text.paragraphs, token)
    first, end = text.paragraphs[number - 1], text.paragraphs[number]
    if end - first > 16 or text.words[end - 1] in {".", "!", "?", ":", ";", "”", '"', "…"}:
        return False
    long = [text.words[at] for at in range(first, end) if len(text.words[at]) > 4 or at == first]
    return sum(word[0].isupper() or not word[0].isalpha() for word in long) * 4 >= len(long) * 3


def mentions(text: Text, cast: Cast) -> tuple[Mention, ...]:
    """Return where people and countries are named, in the order of the text.

    Notes
    -----
    A surname means the one of the dossier unless somebody else who bears it was named in full since.
    Cost: linear in the length of the text.
    """
    found: list[Mention] = []
    strangers: dict[str, tuple[int, str]] = {}
    full: dict[str, int] = {}
    token = 0
    headings = {first: end for first, end in pairwise(text.paragraphs) if is_heading(text, first)}
    while token < len(text.words):
        if token in headings:
            token = headings[token]
            continue
        one = _at(text, cast, token, strangers, full)
        if one is None:
            token += 1
            continue
        found.append(one)
        if one.is_person and one.is_full and one.actor:
            full[one.actor] = one.first
        elif one.is_person and one.is_full:
            for at in (one.first, one.last):
                strangers[bare(text.words[at])] = one.first, one.key
        token = one.last + 1
    return tuple(found)


def _at(
    text: Text, cast: Cast, token: int, strangers: dict[str, tuple[int, str]], full: dict[str, int]
) -> Mention | None:
    word = text.words[token]
    if not word[0].isupper() and text.lower[token] != "the":
        return None
    named = _named(text, cast, token)
    run = _run(text, token)
    if named is not None and cast.actors[named[0]].kind is ActorKind.PERSON:
        return _person(text, cast, token, named, strangers, full)
    if named is not None:
        return _mention(text, token, token + named[1] - 1, named[0], named[0], is_person=False)
    for size in range(min(3, len(text.words) - token), 0, -1):
        nation = nation_named(text.lower[token : token + size])
        if nation and text.words[token][0].isupper():
            actor = cast.states.get(nation)
            return _mention(text, token, token + size - 1, actor, actor or nation, is_person=False)
    if run == 0 or bare(word) in TITLES | _FUNCTION or (nation_at(text.lower, token) or (word, 0))[1]:
        return None
    return _stranger(text, token, run, strangers)


def _named(text: Text, cast: Cast, token: int) -> tuple[str, int] | None:
    """Return the actor whose name starts with a token, and how many tokens it has."""
    if bare(text.words[token]) not in cast.openers:
        return None
    for size in range(min(cast.longest, len(text.words) - token), 0, -1):
        words = tuple(bare(text.words[at]) for at in range(token, token + size))
        actor = cast.names.get(words)
        capital = any(text.words[at][0].isupper() for at in range(token, token + size))
        if actor is not None and capital:
            within = range(token + 1, token + size)
            longer = any((one := _named(text, cast, at)) and at + one[1] > token + size for at in within)
            return None if longer else (actor, size)
    return None


def _person(
    text: Text,
    cast: Cast,
    token: int,
    named: tuple[str, int],
    strangers: dict[str, tuple[int, str]],
    full: dict[str, int],
) -> Mention | None:
    actor, size = named
    last = token + size - 1
    own = {bare(part) for name in cast.actors[actor].names for part in name.replace("-", " ").split()}
    own |= {bare(part) for name in cast.actors[actor].names for part in name.split()}
    is_full = size > 1 or bool(token and bare(text.words[token - 1]) in {"president", "leader"} & own)
    if size == 1:
        after = text.words[last + 1] if last + 1 < len(text.words) and _touches(text, last) else ""
        if (
            _is_name(after)
            and bare(after) not in own | TITLES
            and not text.words[last].endswith(("'s", "’s"))
        ):
            return _stranger(text, token, 1 + _run(text, last + 1), strangers, known=True)
        before = text.words[token - 1] if token and _touches(text, token - 1) else ""
        is_first_name = _is_name(before) and bare(before) not in own | TITLES | _FUNCTION
        is_first_name &= not _is_opening(text, token - 1) and nation_at(text.lower, token - 1) is None
        if is_first_name or bare(before) in STRANGE_ROLES - own:
            return _mention(text, token, last, None, f"{bare(before)} {bare(text.words[last])}", True)
        other = strangers.get(bare(text.words[token]))
        if other and other[0] > full.get(actor, -1):
            return _mention(text, token, last, None, other[1], is_person=True)
    return _mention(text, token, last, actor, actor, is_person=True, is_full=is_full)


def _stranger(
    text: Text, token: int, run: int, strangers: dict[str, tuple[int, str]], known: bool = False
) -> Mention | None:
    """Return a person of whom the dossier does not know, when the words look like a person's name."""
    first, last = token, token + run - 1
    if not known:
        while first <= last and bare(text.words[first]) in TITLES | _FUNCTION:
            first += 1
    if first > last:
        return None
    titled = first > 0 and bare(text.words[first - 1]) in TITLES
    words = [bare(text.words[at]) for at in range(first, last + 1)]
    if first == last:
        seen = strangers.get(words[0])
        if seen is None and not titled:
            return None
        return _mention(text, first, last, None, seen[1] if seen else words[0], is_person=True)
    if (
        set(words) & _NO_PERSON
        or len(words) > 4
        or (not known and _is_opening(text, first) and len(words) < 2)
    ):
        return None
    return _mention(text, first, last, None, " ".join(words), is_person=True, is_full=True)


def _mention(
    text: Text, first: int, last: int, actor: str | None, key: str, is_person: bool, is_full: bool = False
) -> Mention:
    return Mention(first, last, actor, key, is_person, _is_subject(text, first, last), is_full)


def _is_subject(text: Text, first: int, last: int) -> bool:
    """Return whether a verb follows a name, and no preposition or possessive makes it part of something."""
    if text.words[last].endswith(("'s", "’s")) or text.words[last + 1 : last + 2] in [("'",), ("’",)]:
        return False
    start = first
    while start > 0 and (bare(text.words[start - 1]) in TITLES or nation_at(text.lower, start - 1)):
        start -= 1
    if start and text.lower[start - 1] in PREPOSITIONS - {"before", "after", "since", "as"}:
        return False
    after = last + 1
    while after < len(text.words) and is_adverb(text.lower[after]):
        after += 1
    if after >= len(text.words):
        return False
    low = text.lower[after]
    if text.words[after] == ",":
        return text.lower[after + 1 : after + 2] in [("who",), ("which",), ("whose",), ("a",), ("the",)]
    if low in AUXILIARIES | MODALS or low in CUES or low.endswith("ed"):
        return True
    following = text.lower[after + 1] if after + 1 < len(text.words) else ""
    return low.isalpha() and low.endswith("s") and following in PREPOSITIONS | DETERMINERS | {"to", "that"}


def _run(text: Text, token: int) -> int:
    """Return how many words with a capital follow each other from a token on, in one quotation or none."""
    end = token
    while end < len(text.words) and _is_name(text.words[end]) and text.inside[end] == text.inside[token]:
        end += 1
        if (
            text.words[end - 1].endswith(("'s", "’s"))
            or end >= len(text.words)
            or not _touches(text, end - 1)
        ):
            break
    return end - token


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.replace("-", "").replace("'", "").replace("’", "").isalpha()


def _touches(text: Text, token: int) -> bool:
    """Return whether only blanks on one line stand between a token and the next."""
    if token + 1 >= len(text.starts):
        return False
    between = text.text[text.ends[token] : text.starts[token + 1]]
    return bool(between) and "\n" not in between and not between.strip()


def _is_opening(text: Text, token: int) -> bool:
    """Return whether a token is the first of a sentence, which has a capital anyway."""
    if token == 0 or text.words[token - 1] in {".", "!", "?", "“", '"', ":"}:
        return True
    return frame_of(text, token) != frame_of(text, token - 1)
