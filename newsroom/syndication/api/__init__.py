"""The public articles as JSON, read-only: `/api/articles/`; `openapi.json` describes it."""
