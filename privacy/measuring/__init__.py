"""The exact counts come in here and are blurred at once: charge first, draw once, store."""
