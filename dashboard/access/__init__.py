"""Who may see a closed room, and the log of who did. It shows nothing."""
