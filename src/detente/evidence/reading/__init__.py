"""From the text of a report to proposed claims, by rules: no network and no model.

==================  ====================================================================
``lexicon``         the English words that the rules go by
``tokens``          a text as words, quotations and sentences
``phrases``         noun phrases before and after a verb
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
==================  ====================================================================
"""
