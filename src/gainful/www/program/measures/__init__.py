"""What became of people: indicators, what counts as a service, waves, releases and public pages."""
