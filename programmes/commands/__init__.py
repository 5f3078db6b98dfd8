"""The only writers of programmes: activities, what follows from them, and what is checked next time."""
