"""⑤ 评价 · The public judges: a rating for each reply, and the way back into handling when it did not help."""
