"""What a person holds after a work history, and their circumstances."""
