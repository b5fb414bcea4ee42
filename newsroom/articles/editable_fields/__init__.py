"""The fields of an article that an editor writes, each described once (`registry.EDITABLE_FIELDS`)."""
