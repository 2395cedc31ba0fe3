"""Shipped conflicts and dossiers, and what names mean.

* ``names``     resolves a name to a file or folder; owns ``load`` and ``load_dossier``
* ``conflicts/``  published conflicts, each a cited conflict file with its results beside it
* ``korea/``    the Korean dossier
"""
