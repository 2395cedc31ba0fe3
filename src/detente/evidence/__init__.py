"""What the reporting says: texts, anchors into them, and the claims that stand on the anchors.

====================  ==================================================================
``texts``             bytes to text: the coordinates that anchors count in, and digests
``anchors``           a span of a text with its digest, and whether it still holds
``actors``            the people and bodies who speak, and for whom
``header``            ``dossier.yaml``: the title and the actors
``reports``           ``reports.yaml``: the sources
``grades``            the quality of a claim's grade, as one number
``claims``            ``claims.jsonl``: who says or does what, on what condition, and where
``reviews``           ``reviews.jsonl``: which claims people accepted or rejected
``writing``           claims and reviews written to these files, line by line
``reviewing``         deciding on proposed claims, with a way back
``folder``            all of these from the folder of a dossier
``library``           where the texts of the reports are kept
``folding``           texts as a search sees them, and the way back to their places
``queries``           what a search looks for
``index``             ``library.sqlite``: a full-text index over the texts
``verification``      which claims still stand on the words they were taken from
``carrying``          claims that may say more than their words, and claims that copy them
``strength``          the strong and weak words that this needs
====================  ==================================================================
"""
