"""密钥 · The keys by which contacts are sealed: as the settings file has them now, added, put to use and retired."""
