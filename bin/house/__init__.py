"""What bin/run, bin/test and bin/check share: setting up a machine, and starting and stopping the parts.

Only the standard library: it runs before anything is installed.
"""
