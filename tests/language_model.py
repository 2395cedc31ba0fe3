"""A language model of the tests' own: a server on this computer that answers what a test tells it to."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Asked", "FakeModel", "Reply", "completion", "fake_model"]


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """The first words of the user."""
        return next(str(one["content"]) for one in self.body["messages"] if one["role"] == "user")

    @property
    def last(self) -> str:
        """The last words of the user."""
        return str(self.body["messages"][-1]["content"])


@dataclass(frozen=True)
class Reply:
    """What the server sends back: a status, a body, headers; ``cut`` sends less than it says it would."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    wait: float = 0.0


def completion(content: Any, usage: Any = ..., finish: str = "stop") -> Reply:
    """Return a whole answer of the kind that such servers give; ``content`` is JSON unless it is text."""
    said = content if isinstance(content, str) else json.dumps(content)
    if usage is ...:
        usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": said}}
    whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "fake", "choices": [choice]}
    return Reply(json.dumps(whole if usage is None else {**whole, "usage": usage}).encode())


@dataclass
class FakeModel:
    """A running server; ``answer`` may be changed at any time."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    answer: Callable[[Asked], Reply] = lambda asked: completion({"proposals": []})

    def answers(self, *replies: Reply) -> None:
        """Answer so, one after the other; the last one is repeated."""
        left = list(replies)
        self.asked.clear()
        self.answer = lambda asked: left.pop(0) if len(left) > 1 else left[0]


@contextlib.contextmanager
def fake_model() -> Iterator[FakeModel]:
    """Run a server as long as the context lasts."""
    fake = FakeModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = Asked(self.path, {key.lower(): value for key, value in self.headers.items()}, body)
            fake.asked.append(asked)
            reply = fake.answer(asked)
            time.sleep(reply.wait)
            with contextlib.suppress(ConnectionError):
                self.send_response(reply.status)
                for key, value in reply.headers or (("Content-Type", "application/json"),):
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(reply.body) + 1000 * reply.cut))
                self.end_headers()
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        fake.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        yield fake
        server.shutdown()
        thread.join()
