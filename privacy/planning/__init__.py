"""What would be measured, at what cost and how surely. It reads no data."""
