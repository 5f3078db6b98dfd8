"""The only writers of items: written, sent, acknowledged, decided, corrected and withdrawn."""
