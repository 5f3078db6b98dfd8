"""Items over the API."""
