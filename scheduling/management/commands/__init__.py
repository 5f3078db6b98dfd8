"""Commands of the scheduling app."""
