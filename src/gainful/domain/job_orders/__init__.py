"""Domain: job orders."""
