"""批量办理 · One deed on many cases: each case a transaction of its own, each told done or refused with its reason."""
