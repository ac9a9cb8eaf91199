"""What mends the coach's findings: one module for each sort of object, each with its actions."""
