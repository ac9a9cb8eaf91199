# Goals, OKRs and KPIs: a goal is what is in it for us, an objective what is in it for others, a KPI the barometer.
# With okrtui on the path:  FOLDER=~/okrs OKRTUI_NOW=2026-10-07T09:00 sh docs/examples/gokr.sh  then  okrtui tree
set -eu

okrtui init "$FOLDER" --name "Borealis" --me "Ana Ruiz <ana@example.org>" --preset gokr --time-zone UTC
okrtui set workspace vision="Empowering global connectivity through innovative solutions."
okrtui add mission statement="Deliver cutting-edge technology that transforms lives." unit="Borealis"
okrtui add goal title="Increase new client revenue through our product offering" unit="Borealis" baseline=1.2M target=2M unit_of_measure='$' due=2026-12-31 why="New clients carry the growth of the years to come"
okrtui add reading subject="Increase new client revenue" value=1.35M

okrtui add objective title="Make the value of our product for new clients both clear and obvious" unit="Borealis" rationale="New clients see at once what they get, and decide without a consultant" persona="The buyer at a mid-sized company" pain_or_opportunity="Nobody can tell them what it will cost before the third meeting"
okrtui align "Make the value" "Increase new client"
okrtui add kr objective="Make the value" title="New client conversion rate from partner leads" start=20 target=25 unit_of_measure=% due=2026-12-31
okrtui add kr objective="Make the value" title="New clients who say that the offer was clear" start=55 target=80 unit_of_measure=% due=2026-12-31
okrtui add initiative subject="New client conversion" title="Personalized portal" owner=me
okrtui add initiative subject="New client conversion" title="Price estimator" owner=me
okrtui add initiative subject="New client conversion" title="Automated quote" owner=me

okrtui add objective title="Let partners bring us clients whom we can serve at once" unit="Borealis" rationale="Partners earn their share within a month, and clients have what they came for" persona="The partner's account manager" pain_or_opportunity="A lead that waits for weeks goes elsewhere"
okrtui align "Let partners" "Increase new client"
okrtui align "Let partners" "Deliver cutting-edge"
okrtui add kr objective="Let partners" title="Partner leads answered within a day" start=40 target=90 unit_of_measure=% due=2026-12-31
okrtui add kr objective="Let partners" title="Days from lead to first use" metric=decrease start=45 target=20 unit_of_measure=days due=2026-12-31

okrtui add metric name="price estimator usage" unit_of_measure=%
okrtui add metric name="automated quote conversion" unit_of_measure=%
okrtui add kpi name="Quotes from the estimator" metrics="price estimator usage, automated quote conversion" combine=product unit_of_measure=% goal="Increase new client revenue" unit="Borealis" indicator=leading
okrtui add reading subject="price estimator usage" value=20 date=2026-08-03
okrtui add reading subject="automated quote conversion" value=30 date=2026-08-03
okrtui add reading subject="price estimator usage" value=28 date=2026-09-07
okrtui add reading subject="automated quote conversion" value=32 date=2026-09-07
okrtui add reading subject="price estimator usage" value=35 date=2026-10-05
okrtui add reading subject="automated quote conversion" value=40 date=2026-10-05
okrtui add metric name="average quote size" unit_of_measure='$'
okrtui add metric name="quotes won" unit_of_measure=quotes
okrtui add kpi name="Revenue quoted and won" metrics="average quote size, quotes won" combine=product unit_of_measure='$' goal="Increase new client revenue" unit="Borealis" indicator=lagging
