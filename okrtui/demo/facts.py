"""The example company: what Northwind wants, who works there, and what they say. Facts only, no chance."""

from typing import NamedTuple

COMPANY = "Northwind"
VISION = "Empowering global connectivity through innovative solutions."
MISSIONS = (
    "Deliver cutting-edge technology that transforms lives.",
    "Help every client succeed with what we build.",
    "Be the place where good people do their best work.",
)


class KR(NamedTuple):
    """A key result to be: metric in short, figures, unit of measure."""

    title: str
    metric: str
    start: float | None = None
    target: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    milestones: tuple[str, ...] = ()


class O(NamedTuple):  # noqa: E742  # the field's own letter for an objective
    """An objective to be."""

    title: str
    rationale: str
    key_results: tuple[KR, ...]
    is_aspirational: bool = False


class Department(NamedTuple):
    """A department: its objectives, the teams it has, what teams and people in it work on."""

    name: str
    objectives: tuple[O, ...]
    teams: tuple[str, ...]
    team_objectives: tuple[O, ...]
    personal: tuple[O, ...]


COMPANY_OBJECTIVES = (
    O(
        "Lead the industry in the next generation of AI products",
        "People get answers in seconds that used to take them a day.",
        (
            KR("Monthly active users to 1 million", "increase", 640_000, 1_000_000, "users"),
            KR("Model accuracy to 95 %", "increase", 88, 95, "%"),
            KR("Three of our products recommended by two analysts", "increase", 0, 3, "products"),
        ),
        True,
    ),
    O(
        "Launch a new communication platform",
        "Teams that work apart feel as close as teams in one room.",
        (
            KR("1 million active users within six months", "increase", 120_000, 1_000_000, "users"),
            KR("User engagement up from 40 to 52 minutes a week", "increase", 40, 52, "min"),
            KR("Latency under 100 ms", "at_most", None, 100, "ms"),
        ),
    ),
    O(
        "Enhance customer support",
        "Whoever asks us for help gets it the same day, from someone who can decide.",
        (
            KR("Net promoter score of 9 or higher", "at_least", None, 9, "points"),
            KR("90 % of inquiries resolved within 24 hours", "increase", 71, 90, "%"),
        ),
    ),
)

LEAD_OBJECTIVES = (
    O(
        "Improve sales performance across the team",
        "Clients reach the right person faster, and we stop chasing the wrong leads.",
        (
            KR("Close rate to 27 %", "increase", 22, 27, "%"),
            KR("Six calls per rep and week", "increase", 3, 6, "calls"),
            KR("Qualified pipeline of at least $500K", "at_least", None, 500_000, "$"),
        ),
    ),
    O(
        "Make the value of our product for new clients both clear and obvious",
        "A new client sees in ten minutes what it will do for them, and decides without fear.",
        (KR("New client conversion from partner leads to 10 %", "increase", 8, 10, "%"),),
        True,
    ),
)
"""What the person has whom the demo opens as: four key results, two of them off track."""

LEAD_OFF_TRACK = ("Close rate to 27 %", "New client conversion from partner leads to 10 %")

LEAD_VALUES = ((22.4, 22.9, 23.1, 23.4, 23.6, 23.5), (3.2, 3.6, 4.0, 4.2, 4.5, 4.7))
"""Week by week: the close rate and the calls; the other two are told by LEAD_LEVELS."""
LEAD_LEVELS = ((455_000, 480_000, 523_000, 540_000, 588_000, 612_000), (8.0, 8.0, 8.1, 8.1, 8.0, 8.1))

DEPARTMENTS = (
    Department(
        "Sales",
        (
            O(
                "Win the clients we want to keep for ten years",
                "Clients choose us because we understand their work.",
                (
                    KR("Renewal rate to 90 %", "increase", 82, 90, "%"),
                    KR("New client revenue to $2.4M", "increase", 1_500_000, 2_400_000, "$"),
                    KR("Sales cycle down to 45 days", "decrease", 68, 45, "days"),
                ),
            ),
            O(
                "Make our partners as good at selling us as we are",
                "Partners earn more with us than with anyone else.",
                (
                    KR("Partner leads a month to 60", "increase", 25, 60, "leads"),
                    KR("Every partner trained on the new platform", "increase", 4, 18, "partners"),
                ),
                True,
            ),
        ),
        ("Inside Sales", "Field Sales", "Partner Sales", "Key Accounts", "Sales Operations"),
        (
            O(
                "Be the first number that a buyer dials",
                "A buyer with a question has an answer before lunch.",
                (
                    KR("Answer within 2 hours for 80 % of requests", "increase", 46, 80, "%"),
                    KR("Meetings held per week to 24", "increase", 14, 24, "meetings"),
                    KR("No deal without a next step", "at_most", None, 5, "deals"),
                ),
            ),
            O(
                "Grow with the clients we have",
                "Clients use what they already pay for, and ask for more.",
                (
                    KR("Growth of existing contracts to 12 %", "increase", 5, 12, "%"),
                    KR("Average contract length to 30 months", "increase", 22, 30, "months"),
                ),
            ),
        ),
        (
            O(
                "Know my ten most important clients by heart",
                "My clients never have to explain themselves twice.",
                (
                    KR("Account plans agreed with the client", "increase", 1, 10, "plans"),
                    KR("Renewal calls per week to 12", "increase", 5, 12, "calls"),
                ),
            ),
            O(
                "Turn first meetings into second ones",
                "A first meeting is worth the hour to whoever gives it to me.",
                (
                    KR("Second meetings after a first to 60 %", "increase", 38, 60, "%"),
                    KR("Proposals sent within 48 hours", "increase", 50, 95, "%"),
                ),
            ),
        ),
    ),
    Department(
        "Marketing",
        (
            O(
                "Be found by those who need us",
                "People with our problem learn that it has a solution.",
                (
                    KR("Website traffic to 250,000 visits a month", "increase", 200_000, 250_000, "visits"),
                    KR("Social engagement up by half, to 6 %", "increase", 4, 6, "%"),
                    KR("100 new leads a month", "increase", 55, 100, "leads"),
                ),
            ),
            O(
                "Give our brand one clear voice",
                "Whoever meets us twice recognizes us.",
                (
                    KR("Unaided brand recall to 18 %", "increase", 11, 18, "%"),
                    KR("All 40 product pages in the new voice", "increase", 6, 40, "pages"),
                ),
                True,
            ),
        ),
        ("Content", "Demand Generation", "Brand & Größeres", "Events"),
        (
            O(
                "Write what our readers forward to their boss",
                "Readers learn something they can use the same day.",
                (
                    KR("Readers who come back within a month to 35 %", "increase", 21, 35, "%"),
                    KR("Shares per article to 40", "increase", 18, 40, "shares"),
                    KR("Cost per lead down to $38", "decrease", 61, 38, "$"),
                ),
            ),
            O(
                "Fill the room with the right people",
                "Guests meet someone they needed to meet.",
                (
                    KR("Guests from target companies to 70 %", "increase", 44, 70, "%"),
                    KR("Leads per event to 30", "increase", 12, 30, "leads"),
                ),
            ),
        ),
        (
            O(
                "Make every campaign tell us something",
                "The next campaign begins where this one ended.",
                (
                    KR("Campaigns with a written lesson", "increase", 0, 8, "campaigns"),
                    KR("Open rate of the newsletter to 42 %", "increase", 31, 42, "%"),
                ),
            ),
            O(
                "Tell the stories of our clients, not ours",
                "Clients are proud of what they built with us.",
                (
                    KR("Client stories published", "increase", 2, 9, "stories"),
                    KR("Stories used by Sales each month to 20", "increase", 4, 20, "uses"),
                ),
            ),
        ),
    ),
    Department(
        "Product",
        (
            O(
                "Launch a new product line that people tell their friends about",
                "Small offices get what only large ones could afford.",
                (
                    KR("Beta users who use it weekly to 60 %", "increase", 18, 60, "%"),
                    KR("Answers of 'very disappointed without it' to 40 %", "increase", 22, 40, "%"),
                    KR(
                        "The four steps to general availability",
                        "milestones",
                        milestones=("Private beta", "Price tested", "Public beta", "General availability"),
                    ),
                ),
                True,
            ),
            O(
                "Make the first day with our product a good one",
                "A newcomer reaches the first success without asking anyone.",
                (
                    KR("Newcomers who finish the setup to 75 %", "increase", 52, 75, "%"),
                    KR("Time to first success down to 6 minutes", "decrease", 19, 6, "min"),
                ),
            ),
        ),
        ("Discovery", "Platform 平台", "Design", "Pricing"),
        (
            O(
                "Know what our users try before they give up",
                "Users see that we listened.",
                (
                    KR("Interviews with people who left", "increase", 0, 24, "interviews"),
                    KR("Decisions with evidence from users to 80 %", "increase", 35, 80, "%"),
                ),
            ),
            O(
                "Ship small, and every week",
                "Users get a fix when they need it, not when we are done.",
                (
                    KR("Lead time from idea to user down to 9 days", "decrease", 27, 9, "days"),
                    KR("Changes that had to be taken back", "between", None, None, "%", 0, 3),
                    KR("Releases a month to 12", "increase", 3, 12, "releases"),
                ),
            ),
        ),
        (
            O(
                "Be the voice of one group of users",
                "My users hear back from me within the week.",
                (
                    KR("Hours with users a month to 10", "increase", 2, 10, "h"),
                    KR("Ideas tested with users first", "increase", 1, 8, "ideas"),
                ),
            ),
            O(
                "Leave the design system better than I found it",
                "Every team builds screens that feel like one product.",
                (
                    KR("Screens on the shared components to 85 %", "increase", 40, 85, "%"),
                    KR("Accessibility findings open", "decrease", 34, 5, "findings"),
                ),
            ),
        ),
    ),
    Department(
        "Engineering",
        (
            O(
                "Be fast and there, always",
                "Nobody who works with us waits for a machine.",
                (
                    KR("Availability of 99.95 %", "at_least", None, 99.95, "%"),
                    KR("Slowest tenth of requests under 180 ms", "decrease", 420, 180, "ms"),
                    KR("Pages at night down to 2 a month", "decrease", 11, 2, "pages"),
                ),
            ),
            O(
                "Make changing our software a pleasure",
                "Engineers go home having shipped something.",
                (
                    KR("From commit to production in 15 minutes", "decrease", 55, 15, "min"),
                    KR("Engineers who call their tools good to 80 %", "increase", 48, 80, "%"),
                ),
            ),
        ),
        ("Infrastructure", "Machine Learning", "Mobile", "Web", "Quality"),
        (
            O(
                "Find it before our users do",
                "Users tell us of wishes, not of faults.",
                (
                    KR("Faults found by us first to 85 %", "increase", 54, 85, "%"),
                    KR("Time to recover down to 20 minutes", "decrease", 95, 20, "min"),
                    KR("Flaky tests down to 0.5 %", "decrease", 6.5, 0.5, "%"),
                ),
            ),
            O(
                "Spend half as much for the same work",
                "What we save goes into the product.",
                (
                    KR("Cost per thousand requests down to $0.11", "decrease", 0.24, 0.11, "$"),
                    KR("Machines that nobody uses", "at_most", None, 10, "machines"),
                ),
                True,
            ),
        ),
        (
            O(
                "Become the person to ask for one part of the system",
                "Others build on that part without fear.",
                (
                    KR("Questions answered in the guide", "increase", 0, 20, "answers"),
                    KR("Reviews given within a day to 90 %", "increase", 55, 90, "%"),
                ),
            ),
            O(
                "Pay back the debt in the module that hurts most",
                "The next change there takes hours, not days.",
                (
                    KR("Test coverage of its core to 85 %", "increase", 41, 85, "%"),
                    KR("Functions over fifty lines", "decrease", 37, 8, "functions"),
                ),
            ),
        ),
    ),
    Department(
        "Customer Success",
        (
            O(
                "Let nobody wait for an answer",
                "People get help while they still need it.",
                (
                    KR("First answer within 30 minutes to 85 %", "increase", 58, 85, "%"),
                    KR("Inquiries solved by the first person to 70 %", "increase", 49, 70, "%"),
                    KR("Open inquiries older than a week", "at_most", None, 15, "inquiries"),
                ),
            ),
        ),
        ("Support", "Onboarding", "Education"),
        (
            O(
                "Answer the question behind the question",
                "People leave knowing more than they asked for.",
                (
                    KR("Inquiries opened again down to 4 %", "decrease", 13, 4, "%"),
                    KR("Articles that spared an inquiry", "increase", 10, 60, "articles"),
                ),
            ),
        ),
        (
            O(
                "Be remembered by name",
                "People are glad that it was me who answered.",
                (
                    KR("Thank-you notes a month to 15", "increase", 4, 15, "notes"),
                    KR("Satisfaction with my answers to 4.7", "increase", 4.1, 4.7, "of 5"),
                ),
            ),
            O(
                "Teach what I explain most often",
                "Nobody needs to ask it again.",
                (
                    KR("Lessons recorded", "increase", 0, 6, "lessons"),
                    KR("Viewers who finish a lesson to 65 %", "increase", 30, 65, "%"),
                ),
            ),
        ),
    ),
    Department(
        "People & Finance",
        (
            O(
                "Grow without losing what makes us good",
                "Whoever joins us wants to stay.",
                (
                    KR("People who would recommend us to 80 %", "increase", 66, 80, "%"),
                    KR("Time to fill a role down to 40 days", "decrease", 63, 40, "days"),
                ),
            ),
            O(
                "Close the books while the month is still fresh",
                "Leads decide on figures from this month, not the last.",
                (
                    KR("Days to close down to 4", "decrease", 11, 4, "days"),
                    KR("Expenses paid back within a week to 98 %", "increase", 80, 98, "%"),
                ),
            ),
        ),
        ("Recruiting", "Controlling"),
        (
            O(
                "Make the first hundred days the best ones",
                "Newcomers know whom to ask and why they are here.",
                (
                    KR("Newcomers with a buddy", "increase", 40, 100, "%"),
                    KR("Newcomers who call their start good to 90 %", "increase", 71, 90, "%"),
                ),
            ),
        ),
        (
            O(
                "Make one tedious thing disappear",
                "Colleagues get an hour of their week back.",
                (
                    KR("Forms that nobody has to fill in any more", "increase", 0, 7, "forms"),
                    KR("Hours of manual work a week", "decrease", 14, 4, "h"),
                ),
            ),
        ),
    ),
)

LEAD = ("Ana Ruiz", "ana.ruiz@northwind.example")
"""The person whom the demo opens as."""

KNOWN = (
    "Ben Okafor",
    "Chiara Neri",
    "Eva Lind",
    "Jonas Größl",
    "Li Na 李娜",
    "Amélie Dubois",
    "Mateusz Żak",
    "Sora Kim",
)
FIRST = tuple(
    """
    Aisha Ayşe Bruno Carmen Dmitri Elif Farid Greta Hana Ines Jörg Kenji Leila Marek Nadia Óscar Priya Quentin
    Rosa Søren Tariq Ursula Vikram Wanda Ximena Yusuf Zoë Anders Beatriz Cheng Dalia Emre Fatima Gustav Helene Ivo
    Jana Kofi Lucía Mei Niklas Olga Paulo Renata Stefan Thandi Uwe Vera Wei
    """.split()  # noqa: SIM905  # a list literal would take a page
)
LAST = tuple(
    """
    Adeyemi Bauer Castillo Đorđević Eriksson Fischer Gómez Haddad Ivanova Jensen Kowalski Lindqvist Müller
    Nakamura Oliveira Petrov Quist Rossi Schäfer Tanaka Ueda Van-Dijk Weiß Xu Yılmaz Zhang Andersson Banerjee
    Costa Dahl Evans Ferreira Grün Horvat Iqbal Johansson Khan Laurent Mwangi Novák
    """.split()  # noqa: SIM905  # a list literal would take a page
)

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
