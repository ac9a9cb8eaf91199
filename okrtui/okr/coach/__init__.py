"""The coach: it knows the common mistakes, says why, and offers to mend them. It never blocks anything."""
