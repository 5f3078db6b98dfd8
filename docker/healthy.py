"""Whether this container's web server answers: asked as its public name, since it refuses any other."""

import http.client
import os
import sys
from http import HTTPStatus


def main() -> int:
    """The exit code: 0 when it answers."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".").replace("*", "localhost")
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("JTAI_PORT", "8000")), timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": name, "X-Forwarded-Proto": "https"})
        return 0 if connection.getresponse().status < HTTPStatus.BAD_REQUEST else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
