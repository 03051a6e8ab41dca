"""百姓畅言 · What the board's pages and deeds share: how passages are hidden, how the list is narrowed, its feeds."""
