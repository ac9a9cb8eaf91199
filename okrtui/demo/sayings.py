"""What people of the example company say: notes, next steps, what is in the way, thanks."""

NOTES = {
    "thriving": (
        "ahead of plan, the new way of working pays off",
        "best week so far 🎉",
        "two things we tried last month both worked",
    ),
    "steady": ("moving as expected", "slow start, good end of the week", "on our way", "nothing new to report"),
    "stuck": (
        "two big demos slipped",
        "waiting for a decision on the budget",
        "we tried the same thing again, with the same result",
    ),
    "silent": ("will look into it next week",),
}
NEXT_STEPS = (
    "call the three clients who went quiet",
    "ask Product for half a day of help",
    "write down what worked and share it on Monday",
    "cut the list in half",
)
CHALLENGES = ("too many things at once", "we depend on another team's release", "two of us were ill")
BLOCKERS = (
    "The partner portal has no test access yet",
    "No answer from Legal on the new contract",
    "The figures come three weeks late",
)
THANKS = (
    "stayed late to help a client we nearly lost. Thank you!",
    "explained the new figures so that everyone understood them",
    "made our demo shine ✨",
)
