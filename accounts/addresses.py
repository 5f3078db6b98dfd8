"""From which address of the network a request comes."""

from django.http import HttpRequest

from jtai.limits import address_of


def client_address(request: HttpRequest) -> str:
    """As the limits count it (jtai.limits): wrong passwords and codes are counted for the same address. Never no address."""
    return address_of(request)
