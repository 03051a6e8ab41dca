"""The frame around the rooms: settings, addresses, engine, base templates, static files, and the command line."""
