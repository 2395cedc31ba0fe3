"""Conflicts and claims joined over time.

* ``dossier``     a folder: evidence and dated snapshots
* ``terms``       what differs from today wherever an outcome holds
* ``dependence``  the lines on which the headlines hang, kept in a cache
* ``assessment``  the answers as data: ``assess``
* ``texts``       adding the texts of reports; ``checking`` checks files and folders
"""
