"""① 收集 · A voice is heard: every channel brings what it heard in one shape, and it is kept untouched under a
number.
"""
