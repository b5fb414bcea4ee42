"""How articles are written for other programs: feed formats, HTML without relative addresses."""
