"""An Assessment rendered: terminal text so far. Renders, computes nothing.

* ``terminal``  the brief as plain text for 80 columns
* ``payload``   results as plain data for ``--json``
"""
