"""搜索 · Finding what the portal has published, by words: what can be found, the index, the engines, the ranking."""
