"""Pages at the door, of one's own login, and of the logins of others."""
