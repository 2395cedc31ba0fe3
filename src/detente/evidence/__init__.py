"""What the reporting says: texts, anchors into them, and the claims that stand on the anchors.

====================  ==================================================================
``texts``             bytes to text: the coordinates that anchors count in, and digests
``anchors``           a span of a text with its digest, and whether it still holds
``dates``             a day, or an interval where the day is not known
``records``           the keys of one mapping, read one by one, faults noted with places
``formats``           YAML and JSON lines as nodes that know their places
``actors``            the people and bodies who speak, and for whom
``header``            ``dossier.yaml``: the title and the actors
``reports``           ``reports.yaml``: the sources
``claims``            ``claims.jsonl``: who says or does what, on what condition, and where
``folder``            all of these from the folder of a dossier
``library``           where the texts of the reports are kept
``verification``      which claims still stand on the words they were taken from
====================  ==================================================================
"""
