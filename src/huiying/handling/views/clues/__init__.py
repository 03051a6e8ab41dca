"""涉谣线索 · The pages of rumour clues: their list, how one begins, one of them with its deeds, its posts and files."""
