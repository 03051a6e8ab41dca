"""数字背后的行 · The rows behind a number of a snapshot, as they were frozen, listed for who may read them."""
