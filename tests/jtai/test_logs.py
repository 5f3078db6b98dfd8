"""No line of a log holds a link that somebody else could use."""

import logging
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string
from gunicorn.config import Config

from jtai.logs import AccessLogger

SECRET = "s3cret-that-opens-an-account"
LINKS = [
    reverse("invitation_accept", args=[SECRET]),
    reverse("recovery_use", args=[SECRET]),
    reverse("password_reset", args=["MQ", SECRET]),
    reverse("calendar_file", args=[SECRET]),
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", LINKS)
def test_what_django_says_of_a_request(caplog, address):
    """As the console handler of the settings writes it."""
    made = settings.LOGGING["formatters"]["line"]
    formatter = import_string(made["()"])(made["format"])
    with caplog.at_level(logging.DEBUG):
        Client().post(address + "?x=1", {"password": "x"})
        logging.getLogger("django.request").warning("Not Found: %s", address)
    lines = [formatter.format(record) for record in caplog.records]
    assert any("Not Found" in line for line in lines)
    assert SECRET not in "".join(lines)


@pytest.mark.parametrize("address", LINKS)
def test_what_gunicorn_says_of_a_request(address):
    """Also where the next page names it as its referrer."""
    headers = [("REFERER", f"https://jtai.example{address}"), ("USER-AGENT", "x")]
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"{address}?x=1", "SERVER_PROTOCOL": "HTTP/1.1", "PATH_INFO": address,
        "QUERY_STRING": "x=1", "HTTP_REFERER": headers[0][1], "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    request = SimpleNamespace(headers=headers)
    response = SimpleNamespace(status="200 OK", headers=[], sent=1)
    took = SimpleNamespace(seconds=0, microseconds=1)
    config = Config()
    line = config.access_log_format % AccessLogger(config).atoms(response, request, environ, took)
    assert "invitations" in line or "recover" in line or "sign-in" in line or "calendars" in line
    assert SECRET not in line
