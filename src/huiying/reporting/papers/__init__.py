"""文稿 · Papers, each a pure function of frozen facts: the same snapshot gives the same words in five years' time."""
