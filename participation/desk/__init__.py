"""Where departments work it off: answers to contributions, and moderation."""
