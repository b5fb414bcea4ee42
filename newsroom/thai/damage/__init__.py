"""Thai text that was damaged on its way: by PDF files, by wrong encodings."""
