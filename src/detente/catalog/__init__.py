"""Shipped conflicts and dossiers, and what names mean.

* ``names``     resolves a name to a file or folder; owns ``load`` and ``load_dossier``
* ``new``       makes a dossier: an example, or a copy
* ``conflicts/``  published conflicts, each a cited conflict file with its results beside it
* ``korea/``    the Korean dossier
* ``template/`` the example and what goes with it
"""
