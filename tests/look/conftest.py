"""Pages of this folder are served from the sources and need no database."""

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from csp.constants import SELF
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def address(settings):
    """Where tests/look/pages.py is served."""
    settings.ROOT_URLCONF = "tests.look.pages"
    settings.ALLOWED_HOSTS = ["localhost"]
    # What is sent from the trial page arrives in a frame of it; no page of the product has one.
    policy = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": {**policy["DIRECTIVES"], "frame-src": [SELF]}}
    server = make_server("localhost", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser, address):
    """A page that fails the test when a script fails or the content policy refuses something."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: message.type == "error" and faults.append(message.text))
    yield opened
    context.close()
    assert faults == []
