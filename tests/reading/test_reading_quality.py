"""The floors hold on the dev part of the corpus, where it is at hand."""

from __future__ import annotations

import pytest

from .agreement import agreement
from .corpus import Article, Gold, articles, corpus_folder
from .evaluation import evaluate
from .floors import FLOORS


def test_the_floors_hold() -> None:
    folder = corpus_folder()
    if folder is None:
        pytest.skip("the corpus is not at hand: set DETENTE_CORPUS")
    scores = evaluate(articles(folder / "dev"))
    below = {name: scores.count(name).f1 for name, floor in FLOORS.items() if scores.count(name).f1 < floor}
    assert scores.articles > 0
    assert not below


def test_what_is_found_right_scores_one_and_what_is_missed_lowers_recall() -> None:
    text = "“We agree,” said Brook."
    gold = Gold(source=((17, 22),), cue=((12, 16),), content=((0, 11),))
    whole = evaluate([Article("a", text, (gold,), ())])
    assert all(count.f1 == 1 for count in whole.counts.values())
    missed = Gold(source=((17, 22),), cue=((12, 16),), content=())
    part = evaluate([Article("a", text, (missed,), ())])
    assert part.count("all content overlap").precision == 0
    assert part.count("all cue exact").f1 == 1


def test_what_was_discarded_does_not_count() -> None:
    text = "“We agree,” said Brook."
    scores = evaluate([Article("a", text, (), ((0, len(text)),))])
    assert scores.count("all content overlap").found == 0


def test_the_strict_measure_asks_for_marks_on_both_sides() -> None:
    text = "“We agree,” said Brook."
    mixed = Gold(source=((17, 22),), cue=((12, 16),), content=((0, 16),))
    scores = evaluate([Article("a", text, (mixed,), ())])
    assert scores.count("direct content strict").precision == 1
    unmarked = "We agree, said Brook."
    plain = Gold(source=((15, 20),), cue=((10, 14),), content=((0, 8),))
    assert evaluate([Article("a", unmarked, (plain,), ())]).count("direct content strict").gold == 0


def test_annotators_that_agree_score_one() -> None:
    text = "“We agree,” said Brook."
    gold = Gold(source=((17, 22),), cue=((12, 16),), content=((0, 11),))
    less = Gold(source=((17, 22),), cue=((12, 16),), content=((0, 3),))
    one, other = Article("a", text, (gold,), ()), Article("b", text, (less,), ())
    same = agreement([one, one])
    assert same.articles == 1
    assert all(count.f1 == 1 for count in same.counts.values())
    assert agreement([one, other]).count("all content overlap").f1 < 1
    assert agreement([one]).articles == 0
