"""What is typed of an item, into values."""
