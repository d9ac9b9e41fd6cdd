"""Domain: plans."""
