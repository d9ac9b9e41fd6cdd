"""A spreadsheet of people or courses: upload, columns, look, save."""
