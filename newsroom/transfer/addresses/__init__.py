"""Addresses of former sites: their form, where they lead now, the middleware that answers them."""
