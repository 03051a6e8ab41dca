"""期限计算器 · What the public page that works out a due date needs: its questions, its days as months."""
