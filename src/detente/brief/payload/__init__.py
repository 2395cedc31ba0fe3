"""Results as plain data, for ``--json`` and other programs: one shape each, described in docs/commands.md.

* ``shapes``   what returns in many of them: states, moves, lines, diagnostics
* ``results``  the single commands
* ``answers``  an assessment
* ``motives``  what a party has in mind
* ``ways``, ``coalitions``, ``deals``, ``roads``  the commands that look for ways out
"""
