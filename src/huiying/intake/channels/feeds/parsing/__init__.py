"""What a source gave, as entries: plain dictionaries of plain text. Knows nothing of the house, so that it can run in a
process of its own (`python -m huiying.intake.channels.feeds.parsing`), where no feed can bring us down.
"""
