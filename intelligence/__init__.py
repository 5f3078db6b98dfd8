"""Concerns and exceptional practice in local arrangements, shared between the inspectorates (2018 paper, Annex A)."""
