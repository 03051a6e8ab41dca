"""预览 · A paper as a page that looks like it, in which every number leads to the rows behind it."""
