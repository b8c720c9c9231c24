"""Jobs as rows: what they are about, what comes next, when they are tried again."""
