"""From what an analyst has (a page, a PDF, subtitles, a feed, a text) to the plain text of a report.

==============  ==================================================================
``source``      what was found, as bytes; and what is read from it
``kinds``       which reader a source needs
``encodings``   bytes to text, and signs of text that was decoded wrongly
``plain``       plain text: the title line and the date line
``html``        pages: the article without what stands around it, and its metadata
``pdf``         PDF
``subtitles``   WebVTT and SubRip, as turns of speech
``feeds``       RSS and Atom: one report for each entry
``languages``   the language of a text, where its letters and small words tell
==============  ==================================================================
"""
