"""How well the rules find the attributions of PolNeAR: ``make read-eval``.

*Words* are runs of letters and digits; marks of punctuation are none. What the annotators discarded is left
out. Each annotation of an article is an article of its own. All counts are over all articles together.

*all PART overlap*, for content, source and cue: the words that lie in such a part of any attribution, as
found and as annotated. *all PART exact*: a part counts when it covers the same words as one annotated,
neither more nor less.

*Direct* is an annotated attribution each part of whose content starts and ends with a quotation mark, and a
found one whose content the rules call quoted. *direct content overlap*: a word of a direct content that was
found is right when it lies in any annotated content, and a word of an annotated one is found when it lies
in any content that was found. *direct content strict*: the same, but on the other side too only what is
direct counts, or stands between quotation marks within a mixed content; the words of a mixed content outside
its marks do not. *direct source*: compared with the source of the attribution whose content overlaps most.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.evidence.reading.attributions import Attribution, attributions
from detente.evidence.reading.tokens import Text, split

from .corpus import Article, Spans, articles, corpus_folder

__all__ = ["PARTS", "Count", "Scores", "evaluate", "main", "places", "report"]

PARTS = ("content", "source", "cue")
_WORD = re.compile(r"\w+(?:['’\-.&]\w+)*")
Words = frozenset[int]


@dataclass(slots=True)
class Count:
    """How many were found, how many were annotated, and how many of each are right."""

    found: int = 0
    right_found: int = 0
    gold: int = 0
    right_gold: int = 0

    def add(self, found: int, right_found: int, gold: int, right_gold: int) -> None:
        self.found += found
        self.right_found += right_found
        self.gold += gold
        self.right_gold += right_gold

    @property
    def precision(self) -> float:
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """The counts by measure and part, and the speed."""

    counts: dict[str, Count] = field(default_factory=dict)
    articles: int = 0
    seconds: float = 0.0

    def count(self, name: str) -> Count:
        return self.counts.setdefault(name, Count())


@dataclass(frozen=True, slots=True)
class _Parts:
    """The places of the words of each part of an attribution, and whether it is a direct quotation.

    ``quoted`` are the words of the content that stand between quotation marks.
    """

    content: Words
    quoted: Words
    source: Words
    cue: Words
    direct: bool


def evaluate(texts: Iterable[Article]) -> Scores:
    """Return how well the rules do on annotated articles."""
    scores = Scores()
    for article in texts:
        began = time.perf_counter()
        text = split(article.text)
        found = attributions(text)
        scores.seconds += time.perf_counter() - began
        scores.articles += 1
        marked = places(article, tuple(text.span(one.first, one.last) for one in text.quotations))
        _score(scores, [_found(one, text, article, marked) for one in found], _gold(article, marked))
    return scores


def places(article: Article, spans: Spans) -> Words:
    """Return where the words in some spans start, without those that the annotators discarded."""
    text = article.text
    return frozenset(
        word.start()
        for start, end in spans
        for word in _WORD.finditer(text, start, end)
        if not any(low <= word.start() < high for low, high in article.discarded)
    )


def _found(one: Attribution, text: Text, article: Article, marked: Words) -> _Parts:
    content, source, cue = (
        places(article, tuple(text.span(*part) for part in parts if part))
        for parts in (one.content, (one.source,), (one.cue,))
    )
    return _Parts(content, content if one.direct else content & marked, source, cue, one.direct)


def _gold(article: Article, marked: Words) -> list[_Parts]:
    parts: list[_Parts] = []
    for one in article.attributions:
        content = places(article, one.content)
        direct = _is_direct(article.text, one.content)
        quoted = content if direct else content & marked
        parts.append(_Parts(content, quoted, places(article, one.source), places(article, one.cue), direct))
    return parts


def _is_direct(text: str, content: Spans) -> bool:
    """Return whether every part of a content starts and ends with a quotation mark."""
    marks = '"“”'
    parts = [text[start:end].strip(" \n\t.,;:") for start, end in content]
    return bool(parts) and all(
        len(part) > 1
        and (part[0] in marks or part.startswith("''"))
        and (part[-1] in marks or part.endswith("''"))
        for part in parts
    )


def _score(scores: Scores, found: Sequence[_Parts], gold: Sequence[_Parts]) -> None:
    for part in PARTS:
        ours, theirs = ([words for one in side if (words := getattr(one, part))] for side in (found, gold))
        a, b = frozenset().union(*ours), frozenset().union(*theirs)
        scores.count(f"all {part} overlap").add(len(a), len(a & b), len(b), len(a & b))
        one, other = set(ours), set(theirs)
        scores.count(f"all {part} exact").add(len(one), len(one & other), len(other), len(one & other))
    _score_direct(scores, found, gold)


def _score_direct(scores: Scores, found: Sequence[_Parts], gold: Sequence[_Parts]) -> None:
    ours, theirs = ([one for one in side if one.direct] for side in (found, gold))
    any_ours, any_theirs = (frozenset().union(*(one.content for one in side)) for side in (found, gold))
    a, b = (frozenset().union(*(one.content for one in side)) for side in (ours, theirs))
    scores.count("direct content overlap").add(len(a), len(a & any_theirs), len(b), len(b & any_ours))
    quoted_ours, quoted_theirs = (frozenset().union(*(one.quoted for one in side)) for side in (found, gold))
    strict = scores.count("direct content strict")
    strict.add(len(a), len(a & quoted_theirs), len(b), len(b & quoted_ours))
    contents = {one.content for one in found}, {one.content for one in gold}
    scores.count("direct content exact").add(
        len(ours),
        sum(one.content in contents[1] for one in ours),
        len(theirs),
        sum(one.content in contents[0] for one in theirs),
    )
    overlap, exact = scores.count("direct source overlap"), scores.count("direct source exact")
    for one in ours:
        other = _partner(one, gold)
        right = len(one.source & other.source) if other else 0
        overlap.add(len(one.source), right, 0, 0)
        exact.add(bool(one.source), bool(other and one.source and one.source == other.source), 0, 0)
    for one in theirs:
        other = _partner(one, found)
        right = len(one.source & other.source) if other else 0
        overlap.add(0, 0, len(one.source), right)
        exact.add(0, 0, bool(one.source), bool(other and one.source and one.source == other.source))


def _partner(one: _Parts, others: Sequence[_Parts]) -> _Parts | None:
    """Return the attribution whose content overlaps most with that of another; None when none does."""
    best = max(
        others, key=lambda other: len(one.content & other.content) / (len(other.content) or 1), default=None
    )
    return best if best and one.content & best.content else None


def report(scores: Scores) -> str:
    """Return the scores as a table."""
    lines = [f"{'':26}precision  recall      F1"]
    for name, count in sorted(scores.counts.items()):
        lines.append(f"{name:26}{count.precision:9.3f}{count.recall:8.3f}{count.f1:8.3f}")
    speed = scores.articles / scores.seconds if scores.seconds else 0.0
    lines.append(f"{scores.articles} articles, {speed:.0f} a second on one core")
    return "\n".join(lines)


def main(part: str = "dev") -> int:
    """Print the scores on a part of the corpus."""
    folder = corpus_folder()
    if folder is None:
        print("the corpus is not at hand: set DETENTE_CORPUS to the folder that holds dev/ and train/")
        return 1
    print(report(evaluate(articles(folder / part))))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
