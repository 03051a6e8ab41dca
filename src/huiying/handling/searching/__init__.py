"""检索 · Finding voices, cases and persons by words and numbers, the same on every database."""
