"""Questions asked of conflicts, one a module.

* ``concepts``    the registry of solution concepts
* ``stability``   which states are stable for whom: ``analyse``
* ``search``      the states that legal sequences reach, by last mover; ``sequences`` the shortest ones
* ``aims``        how far a decision maker's lines hold, and what a change gains and loses
* ``explain``     why a state is stable for somebody, or is not
* ``paths``       the shortest ways to an outcome, who moves first, what bars it
* ``coalitions``  which states are stable for coalitions; ``reach`` what coalitions reach
* ``jumps``       who could leave a state together; equilibrium jumps
* ``deals``       what parties would rather have than today; ``deal_groups``, ``grouping``, ``shares``,
  ``undominated``, ``clashes`` and ``terms`` serve it
* ``remedies``    the smallest edits after which something holds, or breaks; ``edit_sets``, ``edit_pairs``,
  ``trials`` and ``vocabulary`` serve it
* ``openings``    what others would have to do so that a party gains by its step
* ``targets``     the states that a question asks for, and where things stand
* ``roads``       the order of steps to an outcome that asks for the least trust
* ``exposure``    what each party puts at risk in a state
* ``stages``      the conflict after outcomes have been reached and have held
* ``atlas``, ``passage``, ``barriers``  the search behind roads, and what bars them
* ``dependence``  the lines whose removal changes an answer, one by one or a few together
* ``variants``    a conflict with lines taken out, analysed fast
* ``profiles``    in which orders preference lines may come: drawn at random, or all of them
* ``batch``       many profiles of a conflict, counted: ``analyse_profiles``
* ``robustness``  in which share of the versions of an unsure model an answer is yes; ``uncertainty`` says how
  unsure its lines are, ``dispersion`` and ``versions`` make the versions, ``asking``, ``answers`` and
  ``bearing`` answer quickly, ``intervals`` says how far a sample may be off
* ``motives``     which orders of a party's aims explain what it was seen to do; ``rational`` what that asks
  of an order, ``weighing`` the orders weighed by it
* ``what_if``     the answers that are quick enough to be worked out while one waits, and what changes them
* ``chart``       the states that are worth looking at first, and the moves between them
* ``words``       moves and explanations in plain sentences
"""
