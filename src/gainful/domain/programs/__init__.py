"""Programs of an agency: their sites, their funds, and who manages them."""
