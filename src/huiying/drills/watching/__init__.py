"""看台 · What stands on the stage at a moment, for the trainer's panel and the spectators' wall; nothing is changed."""
