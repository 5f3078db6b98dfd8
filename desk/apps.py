"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the app, and says what words that were kept belong to."""

    name = "desk"

    def ready(self) -> None:
        """Words that were kept lie below, and ask here what they belong to."""
        from accounts.describing import describe_by  # noqa: PLC0415 -- models are loaded only now
        from desk.typed import describe  # noqa: PLC0415 -- as above

        describe_by(describe)
