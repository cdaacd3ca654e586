"""What the columns of each body's extract are called and how they are read."""
