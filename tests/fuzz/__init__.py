"""Bad requests, many of them, over every address: `bin/faults fuzz`."""
