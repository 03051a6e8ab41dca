"""留痕 · What was done: every deed of every room, append-only, each entry sealed by the hash of the one before."""
