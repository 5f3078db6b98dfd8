"""Requests for access to information: finding what is held, choosing, redacting, exporting."""
