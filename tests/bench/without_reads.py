"""The settings, without the middleware that writes down who opened what: what the same page would cost."""

from jtai.settings import *  # noqa: F403 -- all but one line
from jtai.settings import MIDDLEWARE as ALL

MIDDLEWARE = [name for name in ALL if name != "audit.reads.ReadsMiddleware"]
