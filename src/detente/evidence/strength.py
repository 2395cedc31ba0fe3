"""Words that make a sentence strong or weak, as far as :mod:`detente.evidence.carrying` needs them.

English only, in lower case. In the lists ``*`` stands for any ending, and ``-`` for a blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HEDGES", "IDIOMS", "NUMBERS", "PRONOUNS", "STRENGTHS", "TIMES", "WEAK", "Lexicon", "Strength"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Some words, beginnings of words, and phrases.

    Examples
    --------
    >>> hedges = Lexicon.of("might possib* as-far-as")
    >>> hedges.found("a possible deal".split()), hedges.found("as far as we know".split())
    ('possible', 'as far as')
    >>> hedges.found("a deal".split())
    ''
    """

    words: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Lexicon:
        """Read a list of words."""
        items = text.split()
        return cls(
            frozenset(item for item in items if not set(item) & {"*", "-"}),
            tuple(item.removesuffix("*") for item in items if item.endswith("*")),
            tuple(item.replace("-", " ") for item in items if "-" in item),
        )

    def found(self, words: Sequence[str]) -> str:
        """Return the first of some words that is among these, else a phrase, else an empty text."""
        if not self.words.isdisjoint(words) or self.beginnings:
            for word in words:
                if word in self.words or word.startswith(self.beginnings):
                    return word
        if self.phrases:
            joined = f" {' '.join(words)} "
            for phrase in self.phrases:
                if f" {phrase} " in joined:
                    return phrase
        return ""


@dataclass(frozen=True, slots=True)
class Strength:
    """Strong words of one kind, and the words in a report that bear them out.

    Attributes
    ----------
    ours, theirs
        What is looked for in a claim, and what must then stand in its words.
    may_be_hedged
        Whether a hedge in the claim, such as perhaps, takes the strength away.
    """

    ours: Lexicon
    theirs: Lexicon
    may_be_hedged: bool = False


def _strength(ours: str, theirs: str, may_be_hedged: bool = False) -> Strength:
    return Strength(Lexicon.of(ours), Lexicon.of(theirs), may_be_hedged)


STRENGTHS = (
    _strength("never", "never nor no-longer under-no at-no not-ever no"),
    _strength("only solely exclusively", "only sole* alone exclusiv* unless until if provid* requir*"),
    _strength(
        "all every everybody everything always whole entire entirely wholly completely",
        "all any each both every* always whol* entire* complet* total* full*",
    ),
    _strength(
        "refuse refuses refused reject rejects rejected",
        "no not never cannot refus* reject* declin* den* dismiss* oppos* unwilling rules-out ruled-out",
    ),
    _strength(
        "demand demands demanded insist insists insisted requires",
        """must want* call* urg* ask* press* should if unless need* demand* insist* requir* precondition*
        condition* encourag* seek* sought""",
    ),
    _strength(
        "promise promises promised pledge pledges pledged guarantees vows vowed",
        "will would promis* pledg* guarant* vow* commit* assur* swor* undertak*",
    ),
    _strength("threaten threatens threatened", "will would threat* warn* retaliat* consequence*"),
    _strength("agree agrees agreed", "agree* accept* accord* consent* sign* deal pact endors*"),
    _strength(
        "certain certainly definitely undoubtedly surely clear clearly",
        "certain* definite* undoubted* sure* clear* obvious* evident* reaffirm* confirm* no-doubt",
    ),
    _strength(
        "will shall must",
        """will would shall must soon plan* promis* intend* intention* expect* approach* requir* refus*
        demand* 'll going-to set-to is-to are-to""",
        may_be_hedged=True,
    ),
    _strength(
        "no not nothing none nobody nowhere cannot",
        """no not nothing none nobody never neither nor cannot without unable instead little few hardly only
        unless but yet away rather left refus* reject* declin* den* fail* lack* unfeasible impossib*
        unwilling uncertain unlikely unclear unchanged insufficient abandon* stop* halt* suspend* end end*
        against silen* drop* oppos* pessimis* concern* worr* fear* absen* far-from critic* condemn* avoid*
        doubt* intact can't won't don't doesn't didn't isn't aren't wasn't haven't hasn't hadn't wouldn't
        couldn't""",
    ),
)
"""Kinds of strong words."""

WEAK = Lexicon.of(
    """may might could maybe perhaps likely unlikely possib* potential* probab* presumabl* apparent* seem*
    appear* reported* alleged* rumour* rumor*"""
)
"""Hedges that a claim must not lose."""

HEDGES = Lexicon.of(
    """may might could can maybe perhaps likely unlikely try tries would should if unless until once open
    aim aims means about-to as-long-as holds-out not-sure not-certain possib* potential* probab*
    presumabl* apparent* seem* appear* reported* alleged* rumour* rumor* suggest* expect* hope* hoping
    think* thought believ* fear* worr* consider* want* wish* prospect* chance* forecast* estimat* deem*
    hint* look* uncertain* provid* offer* propos* plan* intend*"""
)
"""What keeps a sentence from being flat."""

IDIOMS = ("above all", "at all", "after all", "for all that", "first of all", "not sure", "not certain")
"""Phrases whose words are not strong."""

PRONOUNS = Lexicon.of(
    """i we you he she it they me us him her them my our his its their theirs this that these those who
    which such both either former latter regime ally allies two"""
).words
"""Words that may stand for somebody who was named before."""

_FROM_THREE = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

NUMBERS = {word: str(number) for number, word in enumerate(_FROM_THREE, start=3)} | {
    "dozen": "12",
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
    "billion": "1000000000",
}
"""Numbers in words. ``one`` is left out, for it is a pronoun too, and ``two``: the two parties."""

TIMES = Lexicon.of(
    """january february april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday yesterday tomorrow"""
).words
"""Days and months; ``may`` and ``march`` are left out, for they are other words more often."""
