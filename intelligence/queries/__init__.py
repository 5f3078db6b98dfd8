"""Which items can be found, always with the viewer."""
