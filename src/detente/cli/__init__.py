"""The command line: parses, calls, shows; no logic of its own.

* ``app``        the program, exit codes, faults as text or JSON
* ``conflicts``  catalog, check, schema, analyse, explain
* ``dossiers``   add, brief
"""

from .app import main

__all__ = ["main"]
