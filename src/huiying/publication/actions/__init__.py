"""The verbs of publication, and its only writers; each noun has its file."""
