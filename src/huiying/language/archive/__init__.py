"""档案 · The topics of more posts than memory holds: what `topics` does at once, done block by block over a folder.

Every step reads finished files and writes one (`folder`), so that any number of processes may take steps, and a run
that was killed goes on. `blocks` makes features and weighs them, `near` finds each text's nearest, `graph` finds the
groups. Each gives to the last bit what the whole would give at once: see docs/decisions/0022-archive.md.
"""
