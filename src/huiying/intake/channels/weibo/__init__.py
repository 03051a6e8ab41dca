"""微博 · The office's Weibo account: who mentions it or comments under its posts is heard and answered there."""
