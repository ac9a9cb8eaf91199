# The end of a quarter for one person: check-ins, thanks, scores, closing, carrying over; then the review pack as Markdown.
# With okrtui on the path:  FOLDER=~/okrs sh docs/examples/pack.sh > pack.md
set -eu
exec 3>&1 >/dev/null

export OKRTUI_NOW=2026-10-01T09:00
okrtui init "$FOLDER" --name "Borealis" --me "Ana Ruiz <ana@example.org>" --time-zone UTC
okrtui add person name="Ben Okafor" email=ben@example.org
okrtui add unit name="Sales" level=department parent="Borealis" lead=me
okrtui add membership person="Ben Okafor" unit="Sales"

okrtui add objective title="Improve sales performance across the team" unit="Sales" owner="Ben Okafor" rationale="Clients reach the right person on the first call." stage=active
okrtui add kr objective="Improve sales" title="Close rate from 22 to 27 %" start=22 target=27 unit_of_measure=%
okrtui add kr objective="Improve sales" title="Calls per rep and week" start=3 target=6 unit_of_measure=calls
okrtui commit "Improve sales" --on-behalf-of "Ben Okafor"

export OKRTUI_NOW=2026-10-23T16:00
okrtui checkin "Close rate" 23 -c 7 --learned "Who asks for the budget first loses nobody" --on-behalf-of "Ben Okafor"
okrtui checkin "Calls per rep" 4 -c 6 --challenge "Two of us were ill" --on-behalf-of "Ben Okafor"

export OKRTUI_NOW=2026-11-20T16:00
okrtui checkin "Close rate" 24.5 -c 6 -m "Both big demos went well" --on-behalf-of "Ben Okafor"
okrtui recognize "Ben Okafor" "For taking over the stand on Saturday"
okrtui review monthly "Sales" --month 2026-11 decisions="Reps call before ten" bottlenecks="Legal answers late"

export OKRTUI_NOW=2026-12-30T16:00
okrtui checkin "Close rate" 25 -c 6 --achievement "Three clients came by word of mouth" --on-behalf-of "Ben Okafor"
okrtui checkin "Calls per rep" 6 -c 9 --learned "An hour without meetings makes the calls" --on-behalf-of "Ben Okafor"

export OKRTUI_NOW=2027-01-04T09:00
okrtui score "Close rate" 0.6 --as owner --self "We began too late; the way is right." --disposition carried-over
okrtui score "Calls per rep" 1 --as owner --self "Done, and it stays." --disposition achieved
okrtui score "Improve sales" --as lead
okrtui score "Improve sales" --as agreed
okrtui review quarterly "Sales" worked="Calls before ten" did_not_work="Legal late" learned="Ask for the budget first" improvement="Ask Legal in the first week"
okrtui close 2026-Q4
okrtui carry 2026-Q4
okrtui pack "Ben Okafor" --cycle 2026-Q4 --save
exec >&3
okrtui pack "Ben Okafor" --cycle 2026-Q4
