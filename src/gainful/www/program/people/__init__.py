"""People: the list, a person's record, adding and changing."""
