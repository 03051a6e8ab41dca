"""文字 · Reads Chinese text and says why: kind, theme, criteria, level, sections, privacy, duplicates, topics, answers.

Nothing here knows a database or a clock. Words and weights are data (`lexicons`, `themes`); every finding keeps the
exact words it rests on and where they stand, so that a page can show them.
"""
