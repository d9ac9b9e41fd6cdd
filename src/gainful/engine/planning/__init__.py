"""From a posting to a priced plan: the whole chain in one call."""
