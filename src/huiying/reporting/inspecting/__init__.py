"""自查所需 · What a self-inspection looks into beside the figures: causes, gap, promises, what comes back, lessons."""
