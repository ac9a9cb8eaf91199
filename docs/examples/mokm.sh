# MOKM: the mission of a functional area, an objective on a lagging KPI, key results, and the measures that move them.
# With okrtui on the path:  FOLDER=~/okrs OKRTUI_NOW=2026-10-07T09:00 sh docs/examples/mokm.sh  then  okrtui tree
set -eu

okrtui init "$FOLDER" --name "Borealis" --me "Ana Ruiz <ana@example.org>" --preset mokm --time-zone UTC
okrtui set workspace vision="Empowering global connectivity through innovative solutions."
okrtui add unit name="Sales" level=department parent="Borealis" lead=me
okrtui add mission statement="Keep every customer so well served that nobody leaves us" unit="Sales"
okrtui add mission statement="Win the customers whom we can serve best" unit="Sales"
okrtui add mission statement="Grow with the customers we have" unit="Sales"

okrtui add metric name="Contracts renewed of those that ended" unit_of_measure=%
okrtui add reading subject="Contracts renewed" value=82
okrtui add kpi name="renewal rate" metrics="Contracts renewed" unit_of_measure=% unit="Sales" indicator=lagging

okrtui add objective title="Raise the renewal rate to 90 % by the end of the year" unit="Sales" kpi="renewal rate" kpi_target=90 kpi_due=2026-12-31
okrtui align "Raise the renewal" "Keep every customer"
okrtui add kr objective="Raise the renewal" title="Customers spoken to before their contract ends" start=35 target=80 unit_of_measure=%
okrtui add kr objective="Raise the renewal" title="Contracts renewed for two years or more" start=10 target=25 unit_of_measure=%
okrtui add kr objective="Raise the renewal" title="Days to answer a complaint" metric=decrease start=6 target=2 unit_of_measure=days
okrtui add measure key_result="Customers spoken to" name="Renewal calls" target=12 unit_of_measure=calls cadence=weekly
okrtui add measure key_result="Contracts renewed for" name="Two-year proposals sent" target=5 unit_of_measure=proposals cadence=weekly
okrtui add measure key_result="Days to answer" name="Complaints gone through with support" target=1 unit_of_measure=meeting cadence=daily

okrtui add metric name="New contracts signed" unit_of_measure=contracts
okrtui add reading subject="New contracts signed" value=14
okrtui add kpi name="new contracts" metrics="New contracts signed" unit_of_measure=contracts unit="Sales" indicator=lagging
okrtui add objective title="Sign 24 new contracts by the end of the year" unit="Sales" kpi="new contracts" kpi_target=24 kpi_due=2026-12-31
okrtui align "Sign 24 new" "Win the customers"
okrtui add kr objective="Sign 24 new" title="Qualified opportunities in the pipeline" start=18 target=40 unit_of_measure=opportunities
okrtui add kr objective="Sign 24 new" title="Proposals that are accepted" start=22 target=30 unit_of_measure=%
okrtui add kr objective="Sign 24 new" title="Length of a sales cycle" metric=decrease start=90 target=60 unit_of_measure=days
okrtui add measure key_result="Qualified opportunities" name="Opportunities added" target=4 unit_of_measure=opportunities cadence=weekly
okrtui add measure key_result="Proposals that are" name="Proposals sent" target=3 unit_of_measure=proposals cadence=weekly
okrtui add measure key_result="Length of a sales" name="Meetings with who decides" target=6 unit_of_measure=meetings cadence=weekly

okrtui add metric name="Revenue of existing contracts" unit_of_measure='$'
okrtui add reading subject="Revenue of existing" value=2.4M
okrtui add kpi name="growth of existing contracts" metrics="Revenue of existing" unit_of_measure='$' unit="Sales" indicator=lagging
okrtui add objective title='Grow existing contracts to $2.8M by the end of the year' unit="Sales" kpi="growth of existing" kpi_target=2.8M kpi_due=2026-12-31
okrtui align "Grow existing" "Grow with the"
okrtui add kr objective="Grow existing" title="Customers who use a second product" start=15 target=30 unit_of_measure=%
okrtui add kr objective="Grow existing" title="Customers with a plan for next year" start=5 target=60 unit_of_measure=%
okrtui add kr objective="Grow existing" title="Discount that is granted on average" metric=decrease start=12 target=8 unit_of_measure=%
okrtui add measure key_result="Customers who use" name="Reviews held with customers" target=4 unit_of_measure=reviews cadence=weekly
okrtui add measure key_result="Customers with a plan" name="Plans written with customers" target=2 unit_of_measure=plans cadence=weekly
okrtui add measure key_result="Discount that is" name="Reps trained in pricing" target=2 unit_of_measure=reps cadence=monthly

okrtui checkin "Customers spoken to" 44 -c 5 -m "the calls pay off" --next-step "Two of us call on Tuesdays, too"
