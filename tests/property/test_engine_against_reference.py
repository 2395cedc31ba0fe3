"""The engine equals the literal definitions, in both forms, for any number of decision makers."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given

from detente.analysis.stability import analyse
from tests.bridging import (
    graph_bits,
    graph_conflict,
    option_bits,
    option_conflict,
    reference_bits,
)
from tests.reference.generate import random_graph_form, random_option_form
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

MODELS = 10_000
PARTS = 4


@given(option_forms())
def test_option_form(model: OptionForm) -> None:
    np.testing.assert_array_equal(option_bits(model), reference_bits(model.graph()))


@given(graph_forms())
def test_graph_form(model: GraphForm) -> None:
    np.testing.assert_array_equal(graph_bits(model), reference_bits(model))


@given(option_forms(max_bits=4))
def test_option_form_as_a_conflict(model: OptionForm) -> None:
    analysis = analyse(option_conflict(model))
    np.testing.assert_array_equal(analysis.bits, reference_bits(model.graph()))


@given(graph_forms())
def test_graph_form_as_a_conflict(model: GraphForm) -> None:
    np.testing.assert_array_equal(analyse(graph_conflict(model)).bits, reference_bits(model))


@given(option_forms())
def test_the_two_forms_agree(model: OptionForm) -> None:
    np.testing.assert_array_equal(option_bits(model), graph_bits(model.graph()))


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_many_option_forms(part: int) -> None:
    rng = Random(f"option form {part}")
    for number in range(MODELS // PARTS):
        model = random_option_form(rng)
        np.testing.assert_array_equal(
            option_bits(model), reference_bits(model.graph()), err_msg=f"{number}: {model}"
        )


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_many_graph_forms(part: int) -> None:
    rng = Random(f"graph form {part}")
    for number in range(MODELS // PARTS):
        model = random_graph_form(rng)
        np.testing.assert_array_equal(graph_bits(model), reference_bits(model), err_msg=f"{number}: {model}")
