"""Settings, urls, security, embedded database."""
