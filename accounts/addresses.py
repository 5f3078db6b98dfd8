"""From which address of the network a request comes."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

# Whoever has one address of IPv6 has all that share its first half, and could take a new one for every guess.
ONE_CONNECTION = 64


def _counted(address: str) -> str:
    """The address as it is counted: of IPv6 its first half; nothing for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    within = IPv6Network((int(found), ONE_CONNECTION), strict=False).network_address
    return str(found.ipv4_mapped or within)


def client_address(request: HttpRequest) -> str:
    """The other end of the connection; behind a proxy that is believed, the last address that it wrote down."""
    seen = _counted(str(request.META.get("REMOTE_ADDR") or ""))
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return seen
    return _counted(str(request.META.get("HTTP_X_FORWARDED_FOR") or "").rpartition(",")[2].strip()) or seen
