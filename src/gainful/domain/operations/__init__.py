"""What whoever runs an installation must know of it: whether it is fit to hold people's records."""
