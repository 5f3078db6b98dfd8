"""How often somebody may ask for what costs much or can be guessed at. Counted in Redis; without Redis nobody is stopped."""

import hashlib
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from redis import Redis
from redis.exceptions import RedisError

from jtai.counted import RATE_LIMITED, RATE_LIMITED_SENDING
from jtai.errors import API

log = logging.getLogger(__name__)
PATIENCE = 0.2  # seconds that a Redis that hangs may cost, once
QUIET_SECONDS = 5.0
UNKNOWN = IPv4Address(0)
HOST_BITS = 64  # of an IPv6 address, which a provider gives away together


class _Counter:
    """One connection pool a process. After a failure Redis is left alone for a moment: no request waits for it twice."""

    client: Redis | None = None
    quiet_until = 0.0


def wait_for(scope: str, who: str) -> int:
    """Seconds until `who` may ask again; 0: now. Counts this time. One round trip; never raises.

    A window is fixed: twice the limit can fall across its edge, which is good enough against guessing and flooding.
    """
    most, seconds = settings.RATE_LIMITS[scope]
    now = time.time()
    if time.monotonic() < _Counter.quiet_until:
        return 0
    if _Counter.client is None:
        _Counter.client = Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
    key = f"limit:{scope}:{who}:{int(now // seconds)}"
    try:
        steps = _Counter.client.pipeline(transaction=False)
        steps.incr(key)
        steps.expire(key, seconds)
        asked = int(steps.execute()[0])
    except (RedisError, OSError) as error:
        # Inspectors go on working: what they type matters more than a count (promise 1).
        _Counter.quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("Nobody is limited while Redis does not answer: %s", error)
        return 0
    return int(seconds - now % seconds) + 1 if asked > most * settings.RATE_LIMIT_TIMES else 0


def address_of(request: HttpRequest) -> str:
    """Where it comes from: what the nearest proxy saw, where there is one; else the other end of the line.

    The last part of X-Forwarded-For is the proxy's own; those before it are what the sender says. What is no address (a
    proxy's "unknown", a socket without one) counts as 0.0.0.0: a table of addresses takes nothing else. Of IPv6 the network
    is given, for whoever has one address has the other 2**64 of it as well.
    """
    line = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR") or "") if settings.BEHIND_PROXY else ""
    seen = _address(forwarded.rpartition(",")[2]) or _address(line) or UNKNOWN
    if isinstance(seen, IPv4Address):
        return str(seen)
    return str(seen.ipv4_mapped or IPv6Address(int(seen) >> HOST_BITS << HOST_BITS))


def _address(words: str) -> IPv4Address | IPv6Address | None:
    """With or without a port: some proxies write one down."""
    for each in (str, _without_port):
        try:
            return ip_address(each(words.strip()))
        except ValueError:
            continue
    return None


def _without_port(words: str) -> str:
    return urlsplit(f"//{words}").hostname or ""


def _who(request: HttpRequest) -> str:
    """The person behind a session or a token, by a digest; else the address."""
    # Made-up keys count by address: else each would begin anew.
    user = getattr(request, "user", None)
    if user is not None and settings.SESSION_COOKIE_NAME in request.COOKIES and user.is_authenticated:
        return f"person:{user.pk}"
    return "address:" + hashlib.sha256(address_of(request).encode()).hexdigest()[:16]


def scope_of(request: HttpRequest, name: str) -> str:
    """What is counted for an address by its name, and whether this way of asking counts; "" for most."""
    scope = RATE_LIMITED.get(name, "")
    if not scope:
        return "api" if request.path.startswith(API) else ""
    sending = scope in RATE_LIMITED_SENDING
    return scope if not sending or request.method == "POST" else ("api" if request.path.startswith(API) else "")


class Limits:
    """A dictionary look-up for an ordinary page; one round trip to Redis for those of RATE_LIMITED and the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before it is known what is asked for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Callable[..., Any], *_arguments: object) -> HttpResponseBase | None:
        """429 with Retry-After and a sentence, or on."""
        match = request.resolver_match
        scope = scope_of(request, str(match.url_name)) if match else ""
        wait = wait_for(scope, _who(request)) if scope else 0
        return _refused(request, wait) if wait else None


def _refused(request: HttpRequest, wait: int) -> HttpResponseBase:
    detail = _("You have asked for this too often. Wait %(seconds)d seconds and try again.") % {"seconds": wait}
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer: HttpResponseBase
    if request.path.startswith(API):
        body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
        answer = JsonResponse(body, status=status, content_type="application/problem+json")
    else:
        answer = render(request, "errors/429.html", {"sentence": detail}, status=status)
    answer.headers["Retry-After"] = str(wait)
    return answer
