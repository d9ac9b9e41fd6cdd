"""The terminal: one file a command; only a command that needs the database imports the site."""
