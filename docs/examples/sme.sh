# The small-business guide: SMART objectives, their key results, and KPIs beside them that say how well it goes.
# With okrtui on the path:  FOLDER=~/okrs OKRTUI_NOW=2026-10-07T09:00 sh docs/examples/sme.sh  then  okrtui tree
set -eu

okrtui init "$FOLDER" --name "Bakery Blau" --me "Ana Ruiz <ana@example.org>" --preset sme --time-zone UTC
okrtui set workspace vision="Bread that people cross the town for" limits="objectives at most 4, key results 2-3"
okrtui add mission statement="Bake what we would give our own children" unit="Bakery Blau"

okrtui add objective title="Deliver to 30 offices in the old town by the end of the quarter" unit="Bakery Blau"
okrtui align "Deliver to 30" "Bake what we"
okrtui add kr objective="Deliver to 30" title="Offices with a standing order" start=12 target=30 unit_of_measure=offices due=2026-12-31
okrtui add kr objective="Deliver to 30" title="Deliveries on the minute" start=80 target=95 unit_of_measure=% due=2026-12-31
okrtui add commitment person=me objective="Deliver to 30"

okrtui add objective title="Bring waste below 4 % of what we bake by the end of the quarter" unit="Bakery Blau"
okrtui align "Bring waste" "Bake what we"
okrtui add kr objective="Bring waste" title="Bread left at closing time" metric=decrease start=9 target=4 unit_of_measure=% due=2026-12-31
okrtui add kr objective="Bring waste" title="Loaves ordered the day before" start=20 target=45 unit_of_measure=% due=2026-12-31
okrtui add commitment person=me objective="Bring waste"

okrtui add metric name="takings" unit_of_measure=€
okrtui add metric name="customers" unit_of_measure=customers
okrtui add kpi name="Takings per customer" metrics="takings, customers" combine=ratio unit_of_measure=€ unit="Bakery Blau" healthy_low=7
okrtui add reading subject="takings" value=18000 date=2026-08-31
okrtui add reading subject="customers" value=2500 date=2026-08-31
okrtui add reading subject="takings" value=19500 date=2026-09-30
okrtui add reading subject="customers" value=2600 date=2026-09-30
okrtui add reading subject="takings" value=4800 date=2026-10-07
okrtui add reading subject="customers" value=600 date=2026-10-07

okrtui checkin "Offices with a standing" 17 -c 8 -m "five from the tax office"
