"""Job rows, the reaper, and the e-mail outbox."""
