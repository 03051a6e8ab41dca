"""其他系统 · Another system brings what it heard, or work orders, over HTTP with a token of its own."""
