"""The year and its ten local areas."""
