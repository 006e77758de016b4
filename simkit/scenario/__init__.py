"""What could happen: scenarios from YAML."""
