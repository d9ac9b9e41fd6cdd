"""Files into the database and rows out again: preview, batches, background work and its queue."""
