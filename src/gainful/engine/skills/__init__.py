"""Skills, knowledge, activities and technologies that a text speaks of."""
