"""The HTML readers see, made from the HTML that is stored."""
