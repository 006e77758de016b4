"""A real browser that plays the console, and the servers that it plays in."""
