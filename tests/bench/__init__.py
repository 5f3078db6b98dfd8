"""What pages cost, measured on a full-sized database against the empty view of the same server. bin/bench runs it."""
