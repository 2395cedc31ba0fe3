"""Compiled kernels for large models; Numba is imported with the modules of this package, not with it.

* ``jit``           how a kernel is compiled; the work of one kernel shared out among the cores
* ``slices``        a decision maker's slices in blocks, and what one block may reach
* ``keys``          the first stage: P_i and h_i
* ``moves``         the least over any moves of one opponent
* ``ordering``      slices sorted by rank
* ``improvements``  the least over the improvements of one opponent
* ``verdicts``      the last stage: the bits of the concepts
* ``cube``          the stages put together, for option form
* ``listed``        option form again, over lists of the feasible states: few states, or many passes
* ``graph``         the search over arrivals, for graph form
* ``batch``         many preference profiles of one model
"""
