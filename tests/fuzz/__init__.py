"""Bad requests, many of them, over every address: `python -m tests.fuzz --requests 100000`."""
