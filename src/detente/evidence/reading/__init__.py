"""From the text of a report to proposed claims: by rules, or by a language model where a person asks for one.

==================  ====================================================================
``lexicon``         the English words that the rules go by
``tokens``          a text as words, quotations and sentences
``wrapping``        lines that were broken because they were full
``inflection``      the forms of a verb; ``verbs``, ``stances`` more words, for nouns and adjectives too
``tagging``         parts of speech, by rules
``noun_phrases``    noun phrases before and after a verb; ``subjects`` whose a verb is
``verb_rules``      what verbs of saying tell; ``quoting_rules``, ``stance_rules`` what else does
``joining``         contents where they meet, and quotations that follow
``attributions``    who says what: source, cue, content
``copies``          a text without signs that nobody sees, its marks closed
``nations``         countries by the words for them
``cast``            the actors of a dossier by the words for them
``mentions``        where a text names people and countries
``speakers``        which actor a phrase means, in its place
``quotations``      whose a quotation is
``channels``        to whom and through whom
``statements``      what is said, from attributions and quotations
``acts``            what is done, and left undone
``transcripts``     turns of speech
``sentences``       the sentences within speech
``sense``           the kind of what is said
``conditions``      a condition and what follows from it
``dates``           words for days, and the days
``drafts``          a proposal in the making
``selection``       which proposals to see first
``proposals``       all of these, as proposals with anchors
``claiming``        from a proposal to a claim that waits for judgement
``model_plan``      what would be sent to a language model, and what it may use
``model_prompt``    what it is told, and the parts of a text that it is given
``model_answers``   what of its answer stands in the text
``model``           the way to it and back: the only one of these that uses the network
==================  ====================================================================
"""
