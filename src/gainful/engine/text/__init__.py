"""Text as it is read: sentences, sections of a posting, when something is needed, vectors of words and sentences."""
