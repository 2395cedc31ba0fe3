"""The command workbench: a page on this machine that shows a standoff, questions it and changes it."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from typing import Annotated

import typer

from ..catalog.names import place_of
from ..errors import NotInstalled
from .app import Library, app, show


@app.command("workbench")
def workbench_command(
    name: Annotated[
        str, typer.Argument(metavar="DOSSIER", help="A dossier, a snapshot of it, or a conflict file.")
    ],
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a port that is free.")
    ] = 8765,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Leave it to you to open the page.")
    ] = False,
    library: Library = None,
) -> None:
    """Open a dossier in the browser: see it, question it, change it.

    The page is served to this machine alone, and asks nothing of any other. Ctrl-C stops it.
    """
    path, snapshot = place_of(name)
    for package in ("starlette", "uvicorn"):
        if importlib.util.find_spec(package) is None:
            raise NotInstalled(package, "workbench")
    from ..workbench.desk import Desk
    from ..workbench.serving import serve

    desk = Desk(path, library)
    desk.opened()  # what is wrong beyond single conflicts is said here

    def announce(address: str) -> None:
        there = f"#/standoff?snapshot={snapshot}" if snapshot is not None and not desk.is_file else ""
        show(f"The workbench is at {address}{there}\nCtrl-C stops it.")

    serve(desk, port, announce, browser=not no_browser)
    show("\nStopped.")
    if threading.active_count() > 1:
        # a brief, or the kernels, are still being made: nobody waits for them, and the interpreter would tell
        # of their end; files are written whole or not at all
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
