"""What is said: drafting, quality, factual accuracy, sign-off, building, publication, statement."""
