"""Changes of public articles that readers do not see until they are published."""
