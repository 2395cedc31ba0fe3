"""Questions asked of conflicts, one a module.

* ``concepts``   the registry of solution concepts
* ``stability``  which states are stable for whom: ``analyse``
* ``sequences``  shortest legal sequences of moves
* ``explain``    why a state is stable for somebody, or is not
* ``dependence`` the lines whose removal changes an answer
* ``words``      moves and explanations in plain sentences
"""
