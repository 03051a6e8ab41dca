"""回调 · Other systems are told of deeds as they happen: signed, in order, at least once, again until they took it."""
