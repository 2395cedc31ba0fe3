"""The literal, slow version of the definitions: the judge of the fast engine.

Every function reads like the definition that it cites: options and moves, legal sequences of moves, the
table of solution concepts, option prioritisation. Pure Python, sets and tuples, no arrays.

The rule: nothing here imports anything of `detente`. A reference that shares code with what it judges
shares its faults.
"""
