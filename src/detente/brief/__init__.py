"""An Assessment rendered: terminal text so far. Renders, computes nothing.

* ``terminal``  the brief as plain text for 80 columns; ``change`` and ``ledger`` are
  sections of it
* ``tables``    results of the other commands as text
* ``payload``   results as plain data for ``--json``
"""
