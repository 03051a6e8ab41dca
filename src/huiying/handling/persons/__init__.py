"""个人 · What is held on one person over all their letters: gathered, handed to them, erased or restricted."""
