"""How days and times are written in each language: templates and code name these, never letters of their own."""
