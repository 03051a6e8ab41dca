"""The pages of disclosure requests."""
