"""Who writes, sends, acknowledges and decides."""
