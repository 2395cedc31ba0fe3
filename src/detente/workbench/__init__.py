"""The workbench: a server on this machine alone, and the page that it serves. Calls and shows, no logic.

* ``serving``   listens, prints the address, stops calmly
* ``app``       the routes together; ``security`` who may ask what, and how much
* ``faults``    every refusal in one shape; ``asking`` reads what a request asks
* ``desk``      the dossier that is open; ``jobs`` is the work that goes on beside the requests
* ``routing``   what a route is, and what it may answer
* ``standoff``, ``whatif``, ``evidence``, ``map``, ``files``  the routes by subject
* ``page``      the built page
"""
