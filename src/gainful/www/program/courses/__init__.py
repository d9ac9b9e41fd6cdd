"""The course catalogue: the list, a course, adding and changing."""
