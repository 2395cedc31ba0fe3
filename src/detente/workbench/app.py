"""The application: the routes together, the page, and every fault in the one shape."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as WebRoute
from starlette.types import ASGIApp

from ..brief.payload.shapes import Payload
from ..diagnostics import Diagnostic
from ..errors import DetenteError, InputError
from . import evidence, files, map, standoff, whatif  # noqa: A004
from .asking import Ask, fields_of
from .desk import Desk
from .faults import Refused, answer_to, refusal, without_folder
from .routing import Download, Later, Route
from .security import NONCE, Guard

__all__ = ["PAGE", "ROUTES", "application"]

PAGE = Path(__file__).parent / "page"
"""The built page."""

ROUTES: tuple[Route, ...] = (
    *standoff.ROUTES,
    *whatif.ROUTES,
    *files.ROUTES,
    *evidence.ROUTES,
    *map.ROUTES,
)

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}


def application(desk: Desk, port: int) -> ASGIApp:
    """Return the application for what is open, listening on a port of this machine."""
    web = Starlette(
        routes=[
            *(WebRoute(one.path, _endpoint(desk, one), methods=[one.method]) for one in ROUTES),
            WebRoute("/", _index, methods=["GET"]),
            WebRoute("/assets/{name}", _asset, methods=["GET"]),
            WebRoute("/{name}", _asset, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _not_here},
    )
    web.router.redirect_slashes = False
    return Guard(web, port)


def _endpoint(desk: Desk, one: Route) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            fields = _query(request) if one.method == "GET" else fields_of(await request.body())
            found = await run_in_threadpool(one.handler, desk, Ask(fields))
        except Refused as refused:
            return _json(refused.status, without_folder(refused.body, desk.folder))
        except DetenteError as error:
            status, body = answer_to(error)
            return _json(status, without_folder(body, desk.folder))
        except Exception as error:  # a fault of the program; no traceback reaches a user
            print(f"{one.method} {one.path}: {type(error).__name__}: {error}", file=sys.stderr)
            message = "the program has a fault; nothing was changed"
            return _json(500, refusal("InternalError", [], message))
        if isinstance(found, Download):
            kept = {"content-disposition": f'attachment; filename="{found.name}"'}
            return Response(found.text.encode("utf-8", "replace"), media_type=found.kind, headers=kept)
        return _json(202, found.body) if isinstance(found, Later) else _json(200, found)

    return endpoint


def _query(request: Request) -> dict[str, object]:
    """Return the fields of a query; one that stands there twice is refused."""
    pairs = request.query_params.multi_items()
    fields: dict[str, object] = dict(pairs)
    if len(fields) < len(pairs):
        raise InputError(Diagnostic("twice", "a field of the query stands there twice", "keep one"))
    return fields


def _json(status: int, body: Payload) -> Response:
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(data, status, media_type="application/json")


async def _index(request: Request) -> Response:
    text = (PAGE / "index.html").read_text(encoding="utf-8").replace("@NONCE@", request.scope[NONCE])
    return Response(text, media_type=_KINDS[".html"])


async def _asset(request: Request) -> Response:
    """Return a file of the page; only what was built is there."""
    built = {f"/{one.relative_to(PAGE).as_posix()}": one for one in PAGE.rglob("*") if one.suffix in _KINDS}
    path = request.scope["path"]
    if path not in built or path == "/index.html":
        raise HTTPException(404)
    found = built[path]
    kept = {"cache-control": "no-cache"}
    return Response(found.read_bytes(), media_type=_KINDS[found.suffix], headers=kept)


async def _not_here(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    code, message, cure = {
        404: ("not-found", "there is nothing at this address", "see the routes in docs/commands.md"),
        405: ("wrong-method", "this address does not take that method", "see docs/commands.md"),
    }.get(status, ("refused", "the request is refused", ""))
    response = _json(status, refusal("Refused", [Diagnostic(code, message, cure)]))
    response.headers.update(headers or {})
    return response
