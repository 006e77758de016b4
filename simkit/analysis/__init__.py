"""What the model says, how surely, and how far the evidence carries it: runs and their tables."""
