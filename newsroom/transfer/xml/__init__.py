"""XML of exports as they really are: items cut out of a stream, elements read without a grammar."""
