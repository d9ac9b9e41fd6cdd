"""Domain: accounts."""
