"""值守 · The office watched from outside: is it alive, is it ready, how long does what wait, which request was it."""
