"""意见征集 · How a consultation is reckoned: its term, its draft by articles, its points, its report."""
