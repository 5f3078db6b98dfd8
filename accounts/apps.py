"""The accounts app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class AccountsConfig(AppConfig):
    """Names the app, and tells drf-spectacular of the token."""

    name = "accounts"

    def ready(self) -> None:
        """By name, since the extension needs models, which are there only now."""
        import_string("accounts.schema.TokenScheme")
