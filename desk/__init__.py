"""Pages that look over several rooms. Owns no table, changes nothing."""
