"""The provinces, districts and subdistricts of Thailand, by the codes of กรมการปกครอง."""
