"""HTTP messages of a front process: environment and body of a request, refusals."""
