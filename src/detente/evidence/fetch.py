"""Reading an address: the only place of the package that uses the network to get reports.

Only http and https; no proxy, cookie or password. Every address that a host has is looked at before anything
is sent, again after each redirect, and the connection goes to the very address that was looked at: so a name
that points elsewhere a moment later (DNS rebinding) leads nowhere. Addresses of private and local networks
are refused unless asked for, and then only those of the host that was named. Certificates are checked.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from ..errors import InputError, NotInstalled
from ..files.disk import SIZE_LIMIT
from .importing.source import Source, refusal

if TYPE_CHECKING:
    import httpx

__all__ = ["fetch", "is_public", "resolved"]

_REDIRECTS = 5
_SECONDS = 20.0
"""How long one step may take, …"""
_IN_ALL = 60.0
"""… and all of them together."""
_TYPES = frozenset(
    {
        "",  # not said
        "application/atom+xml",
        "application/octet-stream",  # as good as not said
        "application/pdf",
        "application/rss+xml",
        "application/x-subrip",
        "application/xhtml+xml",
        "application/xml",
        "text/html",
        "text/markdown",
        "text/plain",
        "text/srt",
        "text/vtt",
        "text/xml",
    }
)
"""What a report may come as."""
_WRAPPING = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96")))
"""Networks whose addresses end with one of IPv4, to which they are translated (RFC 6052, 8215, 2765)."""
_SAVE = "open it in a browser, save the page, and add the file"

Resolve = Callable[[str, int], tuple[str, ...]]
"""How the IP addresses of a host are found."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, also where it wraps another one.

    Examples
    --------
    >>> [is_public(one) for one in ("93.184.215.14", "127.0.0.1", "10.0.0.1", "169.254.169.254", "::1")]
    [True, False, False, False, False]
    >>> is_public("::ffff:127.0.0.1"), is_public("64:ff9b::7f00:1"), is_public("2002:7f00:1::")
    (False, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if any(found in network for network in _WRAPPING):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if int(found) >> 32 == 0 or found.is_site_local:  # ::/96 once held addresses of IPv4
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def resolved(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses of a host.

    Raises
    ------
    OSError
        When it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def fetch(
    address: str,
    private: bool = False,
    limit: int = SIZE_LIMIT,
    seconds: float = _IN_ALL,
    resolve: Resolve = resolved,
) -> Source:
    """Return what stands under an address.

    Parameters
    ----------
    address
        Of http or https.
    private
        Whether the host of the address may be in a private or local network. Another one, to which a
        redirect leads, may not.
    limit
        The most bytes that are read.
    seconds
        How long it may take in all.
    resolve
        How the IP addresses of a host are found.

    Raises
    ------
    InputError
        When it is no such address, leads to a private one, does not answer in time, has a certificate that
        cannot be trusted, or holds what is no report or too large.
    NotInstalled
        When httpx is missing.
    """
    try:
        import httpx  # noqa: F401 - here, so that its lack is told before a thread is begun
    except ImportError as error:
        raise NotInstalled("httpx", "text") from error
    until = time.monotonic() + seconds
    visit = _Visit(address, private, limit, until, resolve)
    # A server may send a byte now and then, and a name may be looked up for ever; so another thread does the
    # work. It may be left behind: it holds no lock, and ends with the program.
    worker = threading.Thread(target=visit.run, daemon=True)
    worker.start()
    worker.join(seconds)
    if visit.failure is not None:
        raise visit.failure
    if visit.source is None:
        raise refusal("unreachable", f"no answer in time, which is {seconds:g} seconds", _SAVE, address)
    return visit.source


class _Visit:
    """The way from an address over its redirects to a source, or to a failure."""

    def __init__(self, address: str, private: bool, limit: int, until: float, resolve: Resolve) -> None:
        self.address, self.private, self.limit = address, private, limit
        self.until, self.resolve = until, resolve
        self.source: Source | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Go, and keep what came of it."""
        try:
            self.source = self._go()
        except BaseException as error:  # it is raised where the result is awaited
            self.failure = error

    def _go(self) -> Source:
        import httpx

        try:
            here = first = httpx.URL(self.address)
            trust = httpx.create_ssl_context(trust_env=False)
            for _ in range(_REDIRECTS + 1):
                found = self._step(here, self.private and here.host == first.host, trust)
                if isinstance(found, Source):
                    return found
                here = found
        except (httpx.InvalidURL, UnicodeError, OverflowError) as error:
            cure = "check how it is written"
            raise refusal("bad-address", f"this is no address: {error}", cure, self.address) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise self._unreachable(error) from error
        message = f"it leads on more than {_REDIRECTS} times"
        raise refusal("too-many-redirects", message, _SAVE, self.address)

    def _step(self, url: httpx.URL, private: bool, trust: ssl.SSLContext) -> Source | httpx.URL:
        """Return what stands at one address, or where it leads on."""
        import httpx

        addresses = self._checked(url, private)
        for ip in addresses:
            # one client for each step: nothing that one host said or showed is given to the next
            left = max(0.001, min(_SECONDS, self.until - time.monotonic()))
            with httpx.Client(verify=trust, trust_env=False, timeout=left) as client:
                try:
                    response = client.send(_request(client, url, ip), stream=True)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    if ip == addresses[-1] or _distrust(error) or time.monotonic() > self.until:
                        raise
                    continue  # as with an address of IPv6 where there is only IPv4
                with closing(response):
                    if response.has_redirect_location:
                        return url.join(response.headers["location"])
                    data = b"".join(self._parts(response))
                    return Source(self.address, data, str(url), _media_type(response))
        raise AssertionError("a host has at least one address")

    def _checked(self, url: httpx.URL, private: bool) -> tuple[str, ...]:
        """Return the IP addresses of a host; raise InputError unless one may connect to all of them."""
        if url.scheme not in ("http", "https") or not url.host:
            cure = "write an address that starts with https:// or http://"
            raise refusal("bad-address", f"'{url}' is no address of the web", cure, self.address)
        if url.userinfo:
            message = "it holds a user name or a password"
            raise refusal("bad-address", message, "leave them out", self.address)
        try:
            found = self.resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
        except OSError as error:
            raise self._unknown(url.host) from error
        if not found:
            raise self._unknown(url.host)
        if not private and not all(map(is_public, found)):
            message = f"{url.host} is in a private or local network"
            cure = "if you mean it, name this host itself and say --private"
            raise refusal("private-address", message, cure, self.address)
        return tuple(one.partition("%")[0] for one in found)

    def _parts(self, response: httpx.Response) -> Iterator[bytes]:
        """Yield the bytes of an answer, no more than allowed."""
        if response.status_code != 200:
            message = f"the server says {response.status_code} {response.reason_phrase}".rstrip()
            raise refusal("no-page", message, "check the address; or " + _SAVE, self.address)
        kind = _media_type(response).partition(";")[0].strip()
        if kind not in _TYPES:
            cure = "name the address of the report itself; or save its words as plain text"
            raise refusal("no-report-type", f"the server calls it {kind}, not a report", cure, self.address)
        if response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            message = "the server sends it packed, which was not asked for"
            raise refusal("packed", message, _SAVE, self.address)
        size = 0
        for part in response.iter_raw(65536):
            size += len(part)
            if size > self.limit:
                message = f"it has more than {self.limit:,} bytes"
                cure = "save the part that you need, and add the file"
                raise refusal("text-too-large", message, cure, self.address)
            if time.monotonic() > self.until:
                raise refusal("unreachable", "it takes too long to come", _SAVE, self.address)
            yield part

    def _unreachable(self, error: Exception) -> InputError:
        import httpx

        distrust = _distrust(error)
        if distrust is not None:
            why = distrust.verify_message.rstrip(".")
            message = f"its certificate cannot be trusted: {why}"
            cure = "check the address; somebody may stand between you and the server"
            return refusal("bad-certificate", message, cure, self.address)
        what = "no answer in time" if isinstance(error, httpx.TimeoutException) else "it cannot be read"
        return refusal("unreachable", f"{what}: {str(error) or type(error).__name__}", _SAVE, self.address)

    def _unknown(self, host: str) -> InputError:
        return refusal("unknown-host", f"there is no host '{host}'", "check the address", self.address)


def _request(client: httpx.Client, url: httpx.URL, ip: str) -> httpx.Request:
    """Return a request that goes to an IP address and asks for the host by its name."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": "detente",
        "Accept-Encoding": "identity",  # so that what is read is as large as what was sent
    }
    names = {"sni_hostname": url.raw_host.decode("ascii")}  # also the name that the certificate must bear
    return client.build_request("GET", url.copy_with(host=ip), headers=headers, extensions=names)


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).lower()


def _distrust(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return the fault of a certificate behind an error."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error
