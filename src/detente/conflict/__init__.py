"""What a conflict is, its file, its edits.

* ``options``, ``statements``, ``preferences``, ``states``  the parts
* ``conflict``  one dated model, immutable
* ``draft``     what somebody wrote, with places; ``build`` turns it into a conflict or says what is wrong
* ``edits``     the one way to change a conflict
* ``file``      the conflict file; ``source`` reads YAML with places, ``splice`` writes and keeps comments
"""
