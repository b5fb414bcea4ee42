"""The content model: what a body may consist of, and how any tree is brought into it."""
