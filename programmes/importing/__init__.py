"""Files of activities: read line by line, checked, and loaded as a whole or not at all."""
