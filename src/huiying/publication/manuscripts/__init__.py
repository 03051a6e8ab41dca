"""稿件 · One text in many forms: how its words are read, checked, shortened, set in type and read aloud. Nothing here
writes; `publication.actions` does.
"""
