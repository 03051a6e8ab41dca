"""卷宗 · The whole file of a case on paper and in an archive: gathered once as frozen facts, then written."""
