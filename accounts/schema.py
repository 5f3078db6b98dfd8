"""How the API's own description tells of sign-in. Imported when the app starts, so that drf-spectacular knows it."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # -- the package’s registry is untyped
    """A bearer token from the person's account page."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:  # noqa: ARG002 -- the framework calls it with one
        """OpenAPI's words for it."""
        return {"type": "http", "scheme": "bearer", "description": "A personal token from your account page: jtai_…"}


class SessionInSchema(SessionScheme):  # type: ignore[no-untyped-call]  # -- as above
    """The package knows the framework's class; ours stands for it."""

    target_class = "accounts.authentication.SessionAuthentication"
    name = "session"
