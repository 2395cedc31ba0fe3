"""Conflicts and claims joined over time.

* ``dossier``     a folder: evidence and dated snapshots
* ``assessment``  the answers as data: ``assess``
"""
