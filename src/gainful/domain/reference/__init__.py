"""Domain: reference."""
