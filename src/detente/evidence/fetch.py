"""Reading an address: the only place of the package that uses the network to get reports.

Only http and https; no proxy, cookie or password. Every address that a host has is looked at before anything
is sent, again after each redirect, and the connection goes to the very address that was looked at: so a name
that points elsewhere a moment later (DNS rebinding) leads nowhere. Addresses of private and local networks
are refused unless asked for.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
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
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAVE = "open it in a browser, save the page, and add the file"


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
        if found in _NAT64:
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
    resolve: Callable[[str, int], tuple[str, ...]] = resolved,
) -> Source:
    """Return what stands under an address.

    Parameters
    ----------
    address
        Of http or https.
    private
        Whether addresses of private and local networks are allowed.
    limit
        The most bytes that are read.
    seconds
        How long it may take in all.
    resolve
        How the IP addresses of a host are found.

    Raises
    ------
    InputError
        When it is no such address, leads to a private one, does not answer, or is too large.
    NotInstalled
        When httpx is missing.
    """
    try:
        import httpx
    except ImportError as error:
        raise NotInstalled("httpx", "text") from error
    until = time.monotonic() + seconds
    here = address
    try:
        with httpx.Client(trust_env=False, timeout=min(_SECONDS, seconds), follow_redirects=False) as client:
            for _ in range(_REDIRECTS + 1):
                url = httpx.URL(here)
                request = _request(client, url, _checked(url, address, private, resolve))
                response = client.send(request, stream=True)
                try:
                    if response.is_redirect:
                        here = str(url.join(response.headers["location"]))
                        continue
                    data = _body(response, address, limit, until)
                finally:
                    response.close()
                return Source(address, data, here, response.headers.get("content-type", "").lower())
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        what = "no answer in time" if isinstance(error, httpx.TimeoutException) else "it cannot be read"
        raise refusal(
            "unreachable", f"{what}: {str(error) or type(error).__name__}", _SAVE, address
        ) from error
    raise refusal("too-many-redirects", f"it leads on more than {_REDIRECTS} times", _SAVE, address)


def _checked(
    url: httpx.URL, address: str, private: bool, resolve: Callable[[str, int], tuple[str, ...]]
) -> str:
    """Return the IP address to connect to; raise InputError unless all those of the host are allowed."""
    if url.scheme not in ("http", "https") or not url.host:
        cure = "write an address that starts with https:// or http://"
        raise refusal("bad-address", f"'{url}' is no address of the web", cure, address)
    if url.userinfo:
        raise refusal("bad-address", "it holds a user name or a password", "leave them out", address)
    try:
        found = resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
    except OSError as error:
        raise _unknown(url.host, address) from error
    if not found:
        raise _unknown(url.host, address)
    if not private and not all(map(is_public, found)):
        message = f"{url.host} is in a private or local network"
        cure = "if you mean it, say --private"
        raise refusal("private-address", message, cure, address)
    return found[0].partition("%")[0]


def _request(client: httpx.Client, url: httpx.URL, ip: str) -> httpx.Request:
    """Return a request that goes to an IP address and asks for the host by its name."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": "detente",
        "Accept-Encoding": "identity",  # so that what is read is as large as what was sent
    }
    names = {"sni_hostname": url.raw_host.decode("ascii")}
    return client.build_request("GET", url.copy_with(host=ip), headers=headers, extensions=names)


def _body(response: httpx.Response, address: str, limit: int, until: float) -> bytes:
    """Return the bytes of an answer, read no further than allowed."""
    if response.status_code != 200:
        message = f"the server says {response.status_code} {response.reason_phrase}".rstrip()
        raise refusal("no-page", message, "check the address; or " + _SAVE, address)
    if response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise refusal("packed", "the server sends it packed, which was not asked for", _SAVE, address)
    parts, size = [], 0
    for part in response.iter_raw(65536):
        parts.append(part)
        size += len(part)
        if size > limit:
            message = f"it has more than {limit:,} bytes"
            raise refusal("text-too-large", message, "save the part that you need, and add the file", address)
        if time.monotonic() > until:
            raise refusal("unreachable", "it takes too long to come", _SAVE, address)
    return b"".join(parts)


def _unknown(host: str, address: str) -> InputError:
    return refusal("unknown-host", f"there is no host '{host}'", "check the address", address)
