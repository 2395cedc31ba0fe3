"""How well the annotators of PolNeAR agree: ``python -m tests.reading.agreement``.

Some articles of the training part were annotated by several people. Each annotation is scored against each
other one of the same article with the measure *all PART overlap* of :mod:`.evaluation`: what a reader can
reach at best on that measure is not far above it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import permutations

from .corpus import Article, articles, corpus_folder
from .evaluation import PARTS, Scores, places

__all__ = ["agreement", "main"]


def agreement(texts: Iterable[Article]) -> Scores:
    """Return how well annotations of the same article agree; only articles with several count."""
    scores = Scores()
    same: dict[str, list[Article]] = {}
    for article in texts:
        same.setdefault(article.text, []).append(article)
    for group in same.values():
        scores.articles += len(group) > 1
        for one, other in permutations(group, 2):
            for part in PARTS:
                a, b = (
                    frozenset().union(*(places(side, getattr(gold, part)) for gold in side.attributions))
                    for side in (one, other)
                )
                scores.count(f"all {part} overlap").add(len(a), len(a & b), len(b), len(a & b))
    return scores


def main(part: str = "train") -> int:
    """Print the agreement on a part of the corpus."""
    folder = corpus_folder()
    if folder is None:
        print("the corpus is not at hand: set DETENTE_CORPUS to the folder that holds dev/ and train/")
        return 1
    scores = agreement(articles(folder / part))
    for name, count in sorted(scores.counts.items()):
        print(f"{name:26}{count.f1:8.3f}")
    print(f"{scores.articles} articles with several annotations")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
