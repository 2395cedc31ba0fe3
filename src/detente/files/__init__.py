"""Files with places: text, YAML and JSON read so that every fault can point at what it is about.

* ``disk``     reading text with clear faults; writing that leaves the old file or the new one, never half
* ``nodes``    the tree of a YAML text, whose nodes know their exact places
* ``source``   reads YAML 1.2 into such a tree
* ``scalars``  writes text as a YAML scalar
* ``layout``   where the parts of a YAML text lie: blocks, comments, commas
* ``splice``   changes YAML text so that comments survive
* ``records``  the keys of a mapping, read one by one, all faults collected
* ``formats``  YAML and JSON lines as nodes for ``records``
* ``dates``    days and intervals of days
"""
