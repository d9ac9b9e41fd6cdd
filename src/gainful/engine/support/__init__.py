"""Support: where places are, when services are open, which service fits a person."""
