"""An Assessment rendered: terminal text so far. Renders, computes nothing.

* ``terminal``  the brief as plain text for 80 columns; ``change`` is its section on what changed
* ``tables``    results of the other commands as text
* ``payload``   results as plain data for ``--json``
"""
