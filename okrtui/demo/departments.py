"""The departments of the example company: what each wants, its teams, and what teams and people in it work on."""

from okrtui.demo.facts import KR, Department, O

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
