"""Every text that people type: its current words and all its revisions. Knows no inspection."""
