"""How long what is kept, and its removal when the time has come."""
