"""Results as plain data, for ``--json`` and other programs: one shape each, described in docs/commands.md.

* ``shapes``   what returns in many of them: states, moves, lines, diagnostics
* ``results``  the single commands
* ``answers``  an assessment
* ``ways``, ``coalitions``, ``deals``, ``remedies``, ``roads``  the commands that look for ways out
* ``robustness``  how sure the answers are
* ``motives``  what a party has in mind
"""
