"""Domain: organizations."""
