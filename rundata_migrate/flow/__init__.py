"""What each name holds: within a module for now; the project is to come."""
