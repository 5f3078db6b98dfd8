"""What is typed of the programmes, into values."""
