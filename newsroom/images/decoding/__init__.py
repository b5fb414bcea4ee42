"""Pictures are decoded and encoded in processes of their own, within bounds.

`decoder.process` is the one entry, of uploads, importers and periodic tasks alike; it raises
`problems.PhotoError`. `slots` bounds how many processes work at a time on this machine. `child` is
the process: it knows neither Django nor the database, and the kernel ends it when a picture takes
too much time or memory. `pictures` and `encoding` run only there and are all that imports PIL.
`messages` is what both sides say to each other.
"""
