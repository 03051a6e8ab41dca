"""涉谣线索 · What a rumour clue says, as frozen facts: its content with a digest, its spread against the figures of the
law, what it still lacks, and which voices may be posts of one.
"""
