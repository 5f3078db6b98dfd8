"""What was done and read: append-only, chained events. Imports no app."""
