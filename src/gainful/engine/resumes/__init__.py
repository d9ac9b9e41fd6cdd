"""A résumé and the profile that it shows."""
