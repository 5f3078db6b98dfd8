"""The scheduling app."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """Names the app, and hears of people who lose their casework."""

    name = "scheduling"

    def ready(self) -> None:
        """Whoever leaves, is kept apart from casework, or whose account was lost has no calendar outside any more."""
        from accounts.opening import ends_with_sign_ins  # noqa: PLC0415 -- models are loaded only now
        from agencies.commands import on_leave, on_role_given  # noqa: PLC0415 -- as above
        from scheduling.commands import end_feed, end_feed_apart, end_feed_with_sign_ins  # noqa: PLC0415 -- as above

        on_leave(end_feed)
        on_role_given(end_feed_apart)
        ends_with_sign_ins(end_feed_with_sign_ins)
