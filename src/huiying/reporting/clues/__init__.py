"""线索材料 · The letter of a rumour clue, and the whole file of it: letter, captures, content and their digests."""
