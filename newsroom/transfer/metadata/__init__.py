"""The `.meta.json` beside a file of JSON Lines: what no article's line can say."""
