"""Pictures of text that other sites show beside a link to a page without a photo."""
