# The corporate OKR system: from vision and mission to the objectives of company and departments.
# With okrtui on the path:  FOLDER=~/okrs OKRTUI_NOW=2026-10-07T09:00 sh docs/examples/okr.sh  then  okrtui tree
set -eu

okrtui init "$FOLDER" --name "Borealis" --me "Ana Ruiz <ana@example.org>" --preset okr --time-zone UTC
okrtui set workspace vision="Empowering global connectivity through innovative solutions."
okrtui add unit name="Sales" level=department parent="Borealis" lead=me
okrtui add unit name="Marketing" level=department parent="Borealis" lead=me
okrtui add unit name="Product" level=department parent="Borealis" lead=me
okrtui add mission statement="Deliver cutting-edge technology that transforms lives." unit="Borealis"

okrtui add objective title="Launch a new communication platform" unit="Borealis" kind=aspirational priority=yes
okrtui align "Launch a new communication platform" "Deliver cutting-edge"
okrtui add kr objective="Launch a new" title="One million active users within six months" start=0 target=1M unit_of_measure=users
okrtui add kr objective="Launch a new" title="User engagement up by 30 points" start=40 target=70 unit_of_measure=%
okrtui add kr objective="Launch a new" title="Latency under 100 ms" metric=at_most target=100 unit_of_measure=ms

okrtui add objective title="Enhance customer support" unit="Borealis"
okrtui align "Enhance customer support" "Deliver cutting-edge"
okrtui add kr objective="Enhance" title="Net promoter score of 9 or higher" metric=at_least target=9 unit_of_measure=points
okrtui add kr objective="Enhance" title="Inquiries resolved within 24 hours" start=70 target=90 unit_of_measure=%

okrtui add objective title="Improve sales performance across the team" unit="Sales"
okrtui align "Improve sales" "Launch a new"
okrtui add kr objective="Improve sales" title='Qualified pipeline of at least $500K' metric=at_least target=500k unit_of_measure='$'
okrtui add kr objective="Improve sales" title="Close rate from 22 to 27 %" start=22 target=27 unit_of_measure=%
okrtui add kr objective="Improve sales" title="Calls per rep and week" start=3 target=6 unit_of_measure="calls a week"

okrtui add objective title="Be found by those who need us" unit="Marketing"
okrtui align "Be found" "Launch a new"
okrtui add kr objective="Be found" title="Visits to the website" start=40k target=50k unit_of_measure="visits a month"
okrtui add kr objective="Be found" title="Social engagement" start=2 target=3 unit_of_measure=%
okrtui add kr objective="Be found" title="New leads a month" metric=at_least target=100 unit_of_measure=leads

okrtui add objective title="Offer a product line that customers ask for" unit="Product"
okrtui align "Offer a product line" "Launch a new"
okrtui add kr objective="Offer a product" title="Customers on the waiting list" start=0 target=200 unit_of_measure=customers
okrtui add kr objective="Offer a product" title="Focus groups that would buy it" start=0 target=60 unit_of_measure=%
okrtui add initiative subject="Customers on the waiting list" title="Market research" owner=me
okrtui add initiative subject="Customers on the waiting list" title="Prototype" owner=me
okrtui add initiative subject="Focus groups that" title="Hold focus groups" owner=me

okrtui checkin "Close rate" 24 -c 7 -m "two demos went well"
