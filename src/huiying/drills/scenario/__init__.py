"""演练脚本 · What a trainer writes, read and checked line by line; how the public reacts, as pure arithmetic."""
