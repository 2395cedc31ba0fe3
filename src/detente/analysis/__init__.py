"""Questions asked of conflicts, one a module.

* ``concepts``   the registry of solution concepts
* ``stability``  which states are stable for whom: ``analyse``
* ``sequences``  shortest legal sequences of moves
* ``aims``       how far a decision maker's lines hold, and what a change gains and loses
* ``explain``    why a state is stable for somebody, or is not
* ``dependence`` the lines whose removal changes an answer, one by one or a few together
* ``variants``   a conflict with lines taken out, analysed fast
* ``words``      moves and explanations in plain sentences
"""
