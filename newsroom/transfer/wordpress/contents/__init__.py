"""What the content of a post is made of."""
