"""What makes the site a paper of its own: colours, logo, icons."""
