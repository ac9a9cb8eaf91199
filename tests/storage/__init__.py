"""The store, through its public doors, with real files, a clock of the test's own and seeded entropy."""
