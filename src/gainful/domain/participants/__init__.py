"""Domain: participants."""
