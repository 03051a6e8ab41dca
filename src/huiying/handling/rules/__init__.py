"""时限规则 · How the office changes its calendar and regulation: files and forms, read, previewed, carried safely."""
