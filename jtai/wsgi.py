"""The door for gunicorn."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jtai.settings")
django.setup(set_prefix=False)

from jtai.requests import Application  # noqa: E402 -- needs the settings

application = Application()

# A page makes some tens of thousands of objects and frees nearly all of them by counting. Collecting every 700 of them, the
# loaded code included, was a twentieth of its CPU (bin/bench): what is loaded is left out, and the rest looked at less often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
