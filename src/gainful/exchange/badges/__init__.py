"""Open Badges 3.0: certificates out as verifiable credentials, badges and CLR 2.0 in; nothing is fetched by itself."""
