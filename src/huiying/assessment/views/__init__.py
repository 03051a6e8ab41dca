"""热点 · The pages of the topics: the list, one topic, and putting them right; and that of the thresholds."""
