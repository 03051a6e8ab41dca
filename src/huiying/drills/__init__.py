"""演练 · The same screens, another world: a scenario is played against its own clock, scored, and learned from."""
