"""The engine reproduces every plain case, in graph form and, where there are options, in option form."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engine.equation import Concept
from tests.bridging import graph_bits, option_bits
from tests.published.reading import Case, plain_cases

CASES = plain_cases()


def test_no_case_is_lost() -> None:
    assert len(CASES) == 113 + 14


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    bits = graph_bits(case.graph)
    together = np.bitwise_and.reduce(bits, axis=0)
    for (concept, dm), expected in case.stable.items():
        assert set(np.flatnonzero(bits[dm] & Concept[concept.upper()])) == expected
    for concept, expected in case.equilibria.items():
        assert set(np.flatnonzero(together & Concept[concept.upper()])) == expected


@pytest.mark.parametrize("case", [case for case in CASES if case.option_form], ids=lambda case: case.id)
def test_case_in_option_form(case: Case) -> None:
    assert case.option_form is not None
    bits = option_bits(case.option_form)
    place = {code: index for index, code in enumerate(case.option_form.feasible)}
    order = [place[code] for code in case.codes]
    np.testing.assert_array_equal(bits[:, order], graph_bits(case.graph))
