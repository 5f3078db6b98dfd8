"""One rule, three questions: stop me (`.check`), may I (call it), why not (`.why_not`)."""

from collections.abc import Callable
from typing import Generic, ParamSpec

from jtai.errors import DomainError

P = ParamSpec("P")


class Policy(Generic[P]):
    """A rule written once as a function that raises a DomainError with a sentence."""

    def __init__(self, rule: Callable[P, None]) -> None:
        self.check = rule
        self.__doc__ = rule.__doc__
        self.__name__ = rule.__name__

    def why_not(self, *args: P.args, **kwargs: P.kwargs) -> str:
        """The sentence of refusal, or an empty string when nothing stands in the way."""
        try:
            self.check(*args, **kwargs)
        except DomainError as refusal:
            return str(refusal)
        return ""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """May I? True when nothing stands in the way."""
        return not self.why_not(*args, **kwargs)


policy = Policy
