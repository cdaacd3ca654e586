"""The gate of a closed room, what stands there for who is not admitted, and the way on."""
