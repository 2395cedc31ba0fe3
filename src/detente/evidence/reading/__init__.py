"""From the text of a report to proposed claims, by rules: no network and no model.

==================  ====================================================================
``lexicon``         the English words that the rules go by
``tokens``          a text as words, quotations and sentences
``phrases``         noun phrases before and after a verb
``attributions``    who says what: source, cue, content
``speakers``        which actor a source is
``sense``           the kind, the condition and the date of what is said
``proposals``       all of these, as proposals with anchors
==================  ====================================================================
"""
