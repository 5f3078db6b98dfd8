"""Who may record a programme, and who may look at it."""
