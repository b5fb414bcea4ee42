"""Which changes are announced to search engines and feed hubs, as the settings say."""
