"""Conflicts and claims joined over time.

* ``dossier``     a folder: evidence and dated snapshots
* ``ledger``      conditions and demands, and how far they are met
* ``change``      what changed since the snapshot before
* ``terms``       what differs from today wherever an outcome holds
* ``dependence``  the lines on which the headlines hang, kept in a cache
* ``assessment``  the answers as data: ``assess``
* ``texts``       adding the texts of reports; ``checking`` checks files and folders
"""
