"""③ 办理 · A voice is answered: case, parts, clocks, drafts, two-step review, reply, all by named people in
legal time.
"""
