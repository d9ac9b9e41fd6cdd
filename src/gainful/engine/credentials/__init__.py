"""Licences, certificates and schooling: found in a text, named, and asked for by law."""
