"""From the text of a report to proposed claims: by rules, or by a language model where a person asks for one.

==================  ====================================================================
``lexicon``         the English words that the rules go by
``tokens``          a text as words, quotations and sentences
``phrases``         noun phrases before and after a verb
``attributions``    who says what: source, cue, content
``speakers``        which actor a source is
``sense``           the kind, the condition and the date of what is said
``proposals``       all of these, as proposals with anchors; no network, no model
``model_plan``      what would be sent to a language model, and what it may use
``model_prompt``    what it is told, and the parts of a text that it is given
``model_answers``   what of its answer stands in the text
``model``           the way to it and back: the only one of these that uses the network
==================  ====================================================================
"""
