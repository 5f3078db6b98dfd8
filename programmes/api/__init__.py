"""The programmes over the API."""
