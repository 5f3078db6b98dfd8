"""The agencies app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Names the app, and says which accounts open by their recovery only."""

    name = "agencies"

    def ready(self) -> None:
        """Sign-in lies below and asks."""
        from accounts.opening import closed_by  # noqa: PLC0415 -- models are loaded only now
        from agencies.queries import opens_by_recovery_only  # noqa: PLC0415 -- as above

        closed_by(opens_by_recovery_only)
