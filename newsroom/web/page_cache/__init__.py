"""A full-page cache in front of Django, invalidated by generation (docs/decisions/page-cache.md).

`middleware` is the WSGI application, `keys` the cache keys, `store` the cached pages, `conditional`
the choice of a variant, `invalidation` the generations, `memo` values kept for one generation.
"""
