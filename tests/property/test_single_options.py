"""Decision makers with one option each, whose improvements the engine finds without sorting."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bridging import option_bits, reference_bits
from tests.reference.models import OptionForm
from tests.reference.strategies import rank_tuples


@st.composite
def models(draw: st.DrawFn) -> OptionForm:
    """Three or four decision makers, most options bound one way, some states infeasible."""
    dms = draw(st.integers(3, 4))
    infeasible = draw(st.frozensets(st.integers(0, 2**dms - 1), max_size=4))
    bound = draw(st.lists(st.sampled_from((1, -1, 0)), min_size=dms, max_size=dms))
    of_codes = draw(st.tuples(*[rank_tuples(2**dms)] * dms))
    return OptionForm(
        (1,) * dms,
        infeasible,
        tuple((bit, direction) for bit, direction in enumerate(bound) if direction),
        tuple(tuple(r for code, r in enumerate(own) if code not in infeasible) for own in of_codes),
    )


@given(models())
@settings(max_examples=150)
def test_the_engine_finds_what_the_definitions_say(model: OptionForm) -> None:
    np.testing.assert_array_equal(option_bits(model), reference_bits(model.graph()))
