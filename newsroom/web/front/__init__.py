"""What stands between the network and Django (docs/decisions/server.md).

`application` is the application of a front process: static files, cached pages and refusals
in its event loop, all else in processes that run Django (`pool`, `worker`). `http` reads a request
and has the pages of those turned away, `lanes` says which requests share a bound, `supervisor`
keeps the front processes alive.
"""
