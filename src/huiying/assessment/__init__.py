"""② 研判 · A voice is understood: the machine proposes with its evidence, a person confirms, and the machine
learns from it.
"""
