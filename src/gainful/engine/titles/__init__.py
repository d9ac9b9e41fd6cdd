"""Job titles and the occupations that they stand for."""
