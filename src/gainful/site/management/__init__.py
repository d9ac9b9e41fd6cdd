"""Commands of `gainful manage` that concern the whole installation."""
