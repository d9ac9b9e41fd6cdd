"""The course catalogue of training providers."""
