"""The database roles that rights are granted to; none owns a table or bypasses row security."""

WEB = "gainful_web"
"""The site: acts for whoever a signed claim names, never for the system."""
SYSTEM = "gainful_system"
"""Imports, background work, commands and seeding."""
ERASER = "gainful_eraser"
"""The only one that takes history away, when a person's record is erased; nobody signs in as it."""
