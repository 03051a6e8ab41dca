"""③ 办理 · A voice is answered: case, parts, clocks, drafts, sign-off by the regulation's chain, reply, all by named
people in legal time.
"""
