"""④ 发布 · The answer is shared: the portal and its columns, and published answers as frozen, redacted copies."""
