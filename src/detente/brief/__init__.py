"""An Assessment rendered as text, a page, Markdown or JSON. Renders, computes nothing.

* ``compose``   an assessment as a document: which sections there are, and in which order
* ``document``  what a document consists of: sections, blocks, words and their grounds
* one module a question: ``bottom_line``, ``chronology``, ``wants``, ``ledger``, ``watch``,
  ``holding``, ``mind``, ``record``, ``ways_out``, ``needs``, ``deals``, ``left_out``, ``change``,
  ``sureness``, ``shares``, ``sources``, ``theory``
* ``phrases``   what these share; ``rests`` says on what answers hang; ``steps`` and ``edits`` put
  moves and changes of the model in words; ``journeys`` draws ways out for the page
* ``notebook``  what ``%load_ext detente`` shows; ``spreadsheets`` tables as CSV; ``what_if`` what a
  change of a model changes
* ``terminal``, ``html``, ``markdown``  the renderers; ``picture`` and ``signs`` serve the page
* ``tables``    results of the other commands as text; ``ways``, ``coalitions``, ``deal_tables``,
  ``roads``, ``remedies``, ``least_change``, ``robustness``, ``motives``, ``search`` and ``review``
  those of the commands of these names; ``lines`` breaks them into lines
* ``payload``   results as plain data for ``--json``
"""
