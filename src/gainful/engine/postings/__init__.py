"""A posting and the profile that it requires."""
