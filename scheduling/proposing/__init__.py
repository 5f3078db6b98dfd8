"""The proposer: ten local areas of a year, their weeks and topics, and why. Pure; what it knows comes in as `facts`."""
