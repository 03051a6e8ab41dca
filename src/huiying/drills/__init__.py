"""演练 · The same screens, another world: this room is empty until drills are built; its door keeps the floor
plan whole.
"""
