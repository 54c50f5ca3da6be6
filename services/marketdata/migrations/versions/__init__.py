"""One file a step, in order; the file's name is the revision's id."""
