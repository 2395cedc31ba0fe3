"""Listening on this machine alone, and stopping calmly."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic
from ..engine.roads import make_ready
from ..errors import InputError
from .desk import Desk

if TYPE_CHECKING:
    from uvicorn import Server

__all__ = ["listening", "serve"]

_HOST = "127.0.0.1"


def serve(desk: Desk, port: int, announce: Callable[[str], None], browser: bool) -> None:
    """Serve what is open until somebody stops it by Ctrl-C.

    Parameters
    ----------
    desk
        What is open.
    port
        Where to listen; 0 takes one that is free.
    announce
        Called with the address, once it answers.
    browser
        Whether to open the page in the user's browser.

    Raises
    ------
    InputError
        If the port is taken, or not ours to use.
    """
    import uvicorn

    from .app import application

    with listening(port) as ear:
        taken = ear.getsockname()[1]
        address = f"http://{_HOST}:{taken}/"
        config = uvicorn.Config(
            application(desk, taken),
            log_level="critical",  # faults of requests are told where they are answered
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=2,
        )

        class Stoppable(uvicorn.Server):
            def handle_exit(self, sig: int, frame: FrameType | None) -> None:
                desk.stopping.set()  # who waits for a brief is let go
                super().handle_exit(sig, frame)

        server = Stoppable(config)
        with _stopped_by_signals(server):
            threading.Thread(target=make_ready, daemon=True).start()
            announce(address)  # it listens already: who asks now is answered as soon as the server runs
            if browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            server.run(sockets=[ear])


@contextlib.contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """Listen on a port of this machine, which nobody else can reach; 0 takes one that is free.

    Raises
    ------
    InputError
        If the port is taken, or not ours to use.
    """
    ear = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ear.bind((_HOST, port))
            ear.listen(128)
        except OSError as error:
            raise _fault(port, error) from error
        yield ear
    finally:
        ear.close()


def _fault(port: int, error: OSError) -> InputError:
    cure = "choose another one with --port, or --port 0 for one that is free"
    if error.errno == errno.EADDRINUSE:
        message = f"the port {port} is taken by another program"
        return InputError(Diagnostic("port-taken", message, f"stop that one, or {cure}"))
    message = f"cannot listen on the port {port}: {error.strerror or error}"
    return InputError(Diagnostic("port-refused", message, cure))


@contextlib.contextmanager
def _stopped_by_signals(server: Server) -> Iterator[None]:
    """Let Ctrl-C, and a polite end of the process, stop a server without a word of the interpreter's.

    The server handles signals itself while it runs, and sends them on here when it has stopped.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
