"""Pages of classes: the same for the agency's staff and for whoever teaches; each audience gives its own addresses."""
