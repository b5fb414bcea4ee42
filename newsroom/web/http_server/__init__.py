"""An HTTP/1.1 server (RFC 9112) for one event loop: httptools parses, uvloop reads and writes.

A cached response is written in the callback in which its request arrives, without a task or another
thread. It knows nothing of Django; `newsroom.web.front` is its application.
"""
