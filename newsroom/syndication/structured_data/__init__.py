"""JSON-LD (https://schema.org): what a page says of itself to programs, equal to what it shows."""
