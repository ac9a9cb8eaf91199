# A Monday meeting: last week's check-ins, a blocker, a next step, a win; then the meeting, and its minutes as Markdown.
# With okrtui on the path:  FOLDER=~/okrs sh docs/examples/minutes.sh > minutes.md
set -eu
exec 3>&1 >/dev/null

export OKRTUI_NOW=2026-10-01T09:00
okrtui init "$FOLDER" --name "Borealis" --me "Ana Ruiz <ana@example.org>" --time-zone UTC
okrtui add person name="Ben Okafor" email=ben@example.org
okrtui add person name="Eva Lind" email=eva@example.org
okrtui add unit name="Sales" level=department parent="Borealis" lead="Ben Okafor"
okrtui add unit name="Inside Sales" level=team parent="Sales" lead="Eva Lind"
okrtui add membership person=me unit="Inside Sales"

okrtui add objective title="Improve sales performance across the team" unit="Sales" owner="Ben Okafor" stage=active
okrtui add kr objective="Improve sales" title="Close rate from 22 to 27 %" start=22 target=27 unit_of_measure=%
okrtui add kr objective="Improve sales" title='Qualified pipeline of at least $500K' metric=at_least target=500k unit_of_measure='$'
okrtui add kr objective="Improve sales" title="Calls per rep and week" start=3 target=6 unit_of_measure=calls owner="Eva Lind"
okrtui add objective title="Answer within the day" unit="Inside Sales" owner=me stage=active
okrtui add kr objective="Answer within" title="Inquiries answered within 24 hours" start=70 target=90 unit_of_measure=%

export OKRTUI_NOW=2026-11-13T16:00
okrtui checkin "Close rate" 24 -c 6 --on-behalf-of "Ben Okafor"
okrtui checkin "Qualified pipeline" 430k -c 6 --on-behalf-of "Ben Okafor"
okrtui checkin "Calls per rep" 4.5 -c 7 --on-behalf-of "Eva Lind"
okrtui checkin "Inquiries" 78 -c 7 --next-step "Write the ten standard answers"

export OKRTUI_NOW=2026-11-20T16:00
okrtui checkin "Close rate" 23.5 -c 4 --challenge "Two big demos slipped" --next-step "Ask Legal for a date" --on-behalf-of "Ben Okafor"
okrtui checkin "Qualified pipeline" 512k -c 9 --achievement "The trade fair brought eleven good leads" --on-behalf-of "Ben Okafor"
okrtui checkin "Inquiries" 81 -c 8
okrtui block "Close rate" "No answer from Legal on the new contract" --solver "Ben Okafor"
okrtui recognize "Eva Lind" "For taking over the stand on Saturday"

export OKRTUI_NOW=2026-11-23T09:00
okrtui checkin "Calls per rep" 5 -c 7 -m "Said in the meeting" --on-behalf-of "Eva Lind"
okrtui meeting "Sales" --save present="me, Ben Okafor, Eva Lind" decision="Close rate: Ben calls the two clients himself until Wednesday"
okrtui meeting "Sales" --save decision="The standard answers are written by Friday" note="Close rate: both demos are on again for next week. Nobody had told Marketing."
exec >&3
okrtui meeting "Sales" --minutes
