"""Pages that bring in a spreadsheet, for every audience that brings one."""
