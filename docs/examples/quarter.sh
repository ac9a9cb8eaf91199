# A whole quarter, lived on the demo company: the cycle that runs there is closed, what it did not reach goes on in the
# next quarter, which is planned, checked in on for thirteen weeks, reviewed each month, scored and closed, and goes on
# in the one after it. Three people live it, each with a replica of their own: Ana, whose demo it is and who leads Inside
# Sales; Chiara, who leads Sales; and Ben, who leads the company.
# With okrtui on the path:  PLACE=~/quarter sh docs/examples/quarter.sh
set -eu
exec 3>&1 >/dev/null

ana() { OKRTUI_DATA_DIR="$PLACE/data" okrtui "$@"; }
ben() { OKRTUI_DATA_DIR="$PLACE/ben" okrtui "$@"; }
chiara() { OKRTUI_DATA_DIR="$PLACE/chiara" okrtui "$@"; }
at() { export OKRTUI_NOW="$1"; }
meet() { for each in ana ben chiara; do "$each" sync; done; }
tenths() { echo "$(($1 / 10)).$(($1 % 10))"; }
show() { echo; echo "\$ okrtui $*"; ben "$@" | sed 's/^  [0-9a-f]\{16\}  /  /'; } >&3

# --- the demo, half way through its quarter; three who have a replica of it

at 2026-11-19T09:00
okrtui demo --no-open --people 8 --cycles 1 --dir "$PLACE"
ben join "$PLACE/shared" --me "Ben Okafor <1.ben.okafor@northwind.example>"
chiara join "$PLACE/shared" --me "Chiara Neri <2.chiara.neri@northwind.example>"

# --- it ends: what was not reached is carried over

at 2027-01-04T09:00
meet
ben review monthly Northwind decisions="From now on everybody checks in every Friday" bottlenecks="Nobody checked in"
ben scores --json | sed -n 's/.*"key_result": "\([0-9a-f]*\)".*/\1/p' | while read -r id; do ben score "$id" --as agreed; done
for kr in "Close rate" "Six calls" "New client conversion" "Latency"; do
    ben score "$kr" --as agreed --disposition carried-over
done
ben review quarterly Northwind \
    worked="Every client got an answer" did_not_work="Half a quarter without a check-in" \
    learned="What nobody looks at slips" \
    improvement="Check in every Friday, leaders first" improvement="Ask Legal before an offer goes out"
ben close
ben carry --align
meet

# --- the new quarter is planned

ben takeup "Check in every Friday"
ana takeup "Ask Legal" --unit "Inside Sales"
ana set "Ask Legal" owner=me
ana add kr objective="Ask Legal" title="Offers that Legal has seen first" start=0 target=90 unit_of_measure=%
ana add kr objective="Ask Legal" title="Days that Legal takes" metric=at_most target=3 unit_of_measure=days
chiara localize "Launch a new communication platform" "Sales" title="Bring our clients onto the platform"
chiara add kr objective="Bring our clients" title="Clients on the platform" start=0 target=120 unit_of_measure=clients
meet
ana align "Ask Legal" "Bring our clients"
for objective in "Improve sales" "Make the value" "Ask Legal"; do ana propose "$objective"; done
chiara propose "Bring our clients"
ben propose "Launch a new"
meet
chiara agree --all
ben agree --all
meet
ben start
show plan --cycle 2027-Q1

# --- thirteen weeks: on Friday everyone checks in, on Monday they meet, each month they look back

week=0
for day in 2027-01-08 2027-01-15 2027-01-22 2027-01-29 2027-02-05 2027-02-12 2027-02-19 2027-02-26 \
    2027-03-05 2027-03-12 2027-03-19 2027-03-26 2027-03-31; do
    week=$((week + 1))
    at "${day}T15:00"
    ben checkin "Latency" $((113 - week)) -c 7
    chiara checkin "Clients on" $((9 * week)) -c 7 --next-step "Call the ten that have not answered"
    ana checkin --stdin <<FRIDAY
"Close rate" $(tenths $((235 + 2 * week))) 6
"Six calls" $(tenths $((47 + week))) 8 "week $week of 13"
"New client conversion" $(tenths $((81 + week))) 5
"Offers that" $((7 * week)) 8
"Days that" $((16 / (week + 1) + 2)) 7
FRIDAY
    case $day in
    2027-01-22) ana block "New client conversion" "The price estimator has no owner" --solver "Chiara Neri" ;;
    2027-02-05) ana escalate "The price estimator" ;;
    2027-02-19) ben unblock "The price estimator" "Product took it over" ;;
    2027-03-12) ben recognize "Ana Ruiz" "For asking Legal first, and telling us how it went" ;;
    esac
    meet
    case $day in
    2027-01-29) at 2027-02-01T09:00 && ben review monthly Northwind decisions="Find an owner for the price estimator" ;;
    2027-02-26) at 2027-03-01T09:00 && ben review monthly Northwind decisions="Nothing to change: go on" ;;
    2027-03-31) at 2027-04-01T09:00 && ben review monthly Northwind decisions="Score by tomorrow" ;;
    esac
done
show review monthly Northwind
meet

# --- it ends: owners and leads score, they agree, what is left goes on

at 2027-04-02T09:00
for objective in "Improve sales" "Make the value" "Ask Legal"; do ana score "$objective"; done
chiara score "Bring our clients"
ana score "Close rate" --self "Two big demos slipped into April" --disposition carried-over
ana score "New client conversion" --self "We have an owner for the price estimator only now" --disposition carried-over
meet
for objective in "Improve sales" "Make the value" "Ask Legal"; do chiara score "$objective" --as lead; done
meet
ben scores --json | sed -n 's/.*"key_result": "\([0-9a-f]*\)".*/\1/p' | while read -r id; do ben score "$id" --as agreed; done
show scores
ben review quarterly Northwind \
    worked="Nobody missed a Friday" did_not_work="What needs another department waits" \
    learned="A blocker is gone two weeks after it is handed up, and not before" \
    improvement="Hand a blocker up after a week" improvement="Name an owner before we promise"
ben close
ben carry --align
meet

# --- the next one is planned, and begins where this one ended

at 2027-04-05T09:00
for objective in "Improve sales" "Make the value"; do ana propose "$objective"; done
meet
chiara agree --all
ben takeup "Name an owner"
meet
ben start
meet
show plan
show compare
show lint --rule REVIEW-MISS --rule REVIEW-NOACT
