"""Steps that read what particular programs write: Word, WordPress, page builders, broken encodings."""
