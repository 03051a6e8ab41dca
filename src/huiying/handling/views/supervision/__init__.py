"""督办 · The pages of supervision."""
