"""The store: clock, lines, journal, registers, segments, the shared folder and the snapshot. Knows no OKRs."""
