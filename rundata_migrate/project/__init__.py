"""Files of a project: what is read together, worked on, and written."""
