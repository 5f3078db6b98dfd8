"""The door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jtai.settings")

application = get_wsgi_application()

# A page makes some tens of thousands of objects and frees nearly all of them by counting. Collecting every 700 of them, the
# loaded code included, was a twentieth of its CPU (bin/bench): what is loaded is left out, and the rest looked at less often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
