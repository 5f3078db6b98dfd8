"""The settings of production, read by a process of its own: nothing of it may depend on how the tests run."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

PRODUCTION = {"JTAI_HTTPS": "1", "JTAI_BEHIND_PROXY": "1", "JTAI_DEBUG": "0", "ALLOWED_HOSTS": "jtai.example"}
ASK = """
import json, django
django.setup()
from django.test import Client
answer = Client().get("/sign-in/", HTTP_HOST="jtai.example", HTTP_X_FORWARDED_PROTO="https")
plain = Client().get("/sign-in/", HTTP_HOST="jtai.example")
from django.conf import settings
from accounts import keeping
print(json.dumps({
    "cookies": {name: dict(one) for name, one in answer.cookies.items()},
    "headers": dict(answer.headers), "plain": [plain.status_code, plain.headers["Location"]],
    "kept": [keeping.FORMS, keeping.COOKIE],
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH],
}))
"""


def in_production(*words: str) -> subprocess.CompletedProcess[str]:
    # The tables of the tests: the sign-in page asks which single sign-ons there are.
    database = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}"))
    env = {**os.environ, **PRODUCTION, "DATABASE_URL": database, "SECRET_KEY": "".join(chr(33 + n) for n in range(80))}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # left by the browser of other tests
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False, timeout=120)


def test_cookies_and_transport_are_strict_where_there_is_https() -> None:
    done = in_production("-c", ASK)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["session"] == ["__Host-session", True, True, "Lax", None, "/"]
    assert told["kept"] == ["__Host-forms", "__Host-kept"]
    cookie = told["cookies"]["__Host-csrf"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        True,
        "Lax",
        "/",
        "",
    )
    assert told["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "upgrade-insecure-requests" in told["headers"]["Content-Security-Policy"]
    assert told["plain"] == [301, "https://jtai.example/sign-in/"]


def test_django_has_nothing_to_say_against_the_settings_of_production() -> None:
    done = in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr
