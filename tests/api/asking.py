"""A program that signs in with a token and speaks JSON."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.commands import create_token
from accounts.models import User


class Program:
    """`Program(person).get("/api/v1/me/")`; `says` is the answer's document."""

    def __init__(self, person: User, scope: str = "write") -> None:
        _token, secret = create_token(name="Test", scope=scope, days=1, by=person)
        self.client = Client(HTTP_HOST="localhost", headers={"Authorization": f"Bearer {secret}"})

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> HttpResponse:
        """One request; headers with underscores for dashes."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "get":
            return self.client.get(address, headers=given)
        return getattr(self.client, method)(address, data=body, content_type="application/json", headers=given)

    def get(self, address: str) -> Any:
        """The document at an address that must be there."""
        answer = self.ask("get", address)
        assert answer.status_code == HTTPStatus.OK, answer.content
        return answer.json()
