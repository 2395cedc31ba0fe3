"""An Assessment rendered as text, a page, Markdown or JSON. Renders, computes nothing.

* ``compose``   an assessment as a document: which sections there are, and in which order
* ``document``  what a document consists of: sections, blocks, words and their grounds
* one module a question: ``bottom_line``, ``chronology``, ``wants``, ``ledger``, ``watch``,
  ``holding``, ``mind``, ``deals``, ``left_out``, ``change``, ``sureness``, ``sources``, ``theory``
* ``phrases``   what these share; ``rests`` says on what answers hang
* ``terminal``, ``html``, ``markdown``  the renderers; ``picture`` and ``signs`` serve the page
* ``tables``    results of the other commands as text; ``ways``, ``coalitions``, ``deal_tables``,
  ``remedies`` and ``roads`` those of the commands that look for ways out
* ``robustness``  how sure the answers are, as text
* ``motives``   what a party has in mind, as text
* ``payload``   results as plain data for ``--json``
"""
