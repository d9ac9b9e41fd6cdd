"""Programs of the agency: sites, funds, managers."""
