"""清单 · What the lists of the desk have in common: filters, orders, pages, and views that keep them under a name."""
