"""备份 · The whole office in one file that is proved before it is trusted: rows, files and, if sealed, its keys."""
