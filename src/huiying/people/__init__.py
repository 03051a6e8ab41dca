"""组织 · Who may do it: units, sections with their duties, staff and posts, the leading group, and the policies
that follow.
"""
