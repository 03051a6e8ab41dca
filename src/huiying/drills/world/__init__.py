"""演练世界 · A drill's world is made beside the office, started, watched and stopped; see decision 16."""
