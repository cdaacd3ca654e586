"""The newest release file of one audience, read-only, and what is kept of it in memory."""
