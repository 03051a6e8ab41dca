"""时限 · How the clocks of a case run, are wound again, and are shown: on the wall, in words, in a calendar program."""
