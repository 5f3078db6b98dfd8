"""Static files for production: compressed, named by their content, and so are the modules they import."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statics(CompressedManifestStaticFilesStorage):
    """Without this an updated app.js would load yesterday's modules from a browser's cache."""

    support_js_module_import_aggregation = True
