"""Files with places: text, YAML and JSON read so that every fault can point at what it is about.

* ``disk``     reading text with clear faults; writing that leaves the old file or the new one, never half
* ``source``   YAML 1.2 as a tree of nodes with their exact places
* ``splice``   changing YAML text so that comments survive
* ``records``  the keys of a mapping, read one by one, all faults collected
* ``formats``  YAML and JSON lines as nodes for ``records``
* ``dates``    days and intervals of days
"""
