"""The fictional world of the demo: a bureau, thirteen months of letters and two hundred pages, all invented.

Everything comes from data beside the code and a seed; the same seed and end date give the same world.
"""
