"""Commands of the inspections app."""
