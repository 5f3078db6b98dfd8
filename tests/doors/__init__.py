"""Who gets through which door: one table a room."""
