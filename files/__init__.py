"""Stored files: hash, size, type. Who may have one is its owner's rule."""
