"""Which courses, in which order, at what cost, by when."""
