"""The command line: parses, calls, shows; no logic of its own.

* ``app``        the program, and what its commands share
* ``conflicts``  catalog, check, schema, analyse, explain
* ``coalitions``, ``deals``, ``remedies``, ``roads``, ``ways``  the commands that look for ways out
* ``rankings``   the least change of rankings
* ``robustness``  how sure the answers are; ``motives`` what a party has in mind; ``change`` what changed
* ``dossiers``   new, add, brief
* ``main``       runs it; exit codes, faults as text or JSON
"""

from .main import main

__all__ = ["main"]
