/** Words of trades, from telephony to teaching, in the form of `meanings.ts`; the later lines are about all kinds of services. */
export const meaningsByTrade: string = `
quota limit usage
usage consumption metric
language locale translation
client application app
member membership belong < join belongs part
join invite member add < let-in
issue error exception incident < broke wrong went-wrong problem
resolve close update status < fixed tick-off check-off done-with
restart < kick
transfer < give-away hand
migrate import < bring-over move-over bring
notification inbox unread < new what-new
audit log activity history < changed who-changed
webhook hook notification callback < call-url call-back tell-endpoint our-endpoint ping-us
permission collaborator access write < push may allowed
block ban < stop-contacting keep-away harass
deploy publish release < online publish-it
lock freeze protect < nobody-may
split test experiment < half visitor variant
domain dns record zone hostname < point address
environment env variable secret < set-key
member owner user < who
record recording replay session
consent agree permission grant < agreed share
pull download fetch image < get
exec command process run < inside shell
archive copy content file < out-of
enable disable status
clear empty flush purge reset < empty wipe
usage disk space size data < taken
approve review accept
assignee assigned assign < mine
label tag category < mark-as
key credential ssh
wiki page documentation
track time spent < hour
country region
zone region area
cluster node pool
machine server instance vm
environment stage deployment
deployment deploy rollout release
key credential token
token credential session
session login
login sign_in authentication auth
password secret passphrase
domain host hostname dns
certificate tls ssl
backup snapshot archive
archive restore history
log entry event
metric measurement statistic chart
statistic stats metric analytic count < many
dashboard board overview
board dashboard column
chart graph
monitor check alert
incident outage problem
calendar event agenda meeting
meeting call conference event
event meeting appointment
contact person address people
message mail email chat text sms
chat conversation message channel
channel room conversation
conversation thread chat
reaction emoji
recording transcript voicemail
call phone dial
number phone
text sms message
draft unsent
label tag category
tag label
attendee guest participant
vehicle car
flight trip journey
trip journey ride travel
room hotel accommodation
ticket booking pass
shipment delivery parcel package < ship
delivery shipping fulfillment
fulfillment shipment delivery
address shipping
carrier courier
cart basket checkout
checkout payment link session
wallet balance
loan credit
credit note
statement transaction
transaction transfer entry
institution bank
bank account institution
investment holding portfolio
income salary payroll wage
identity verification kyc
survey form questionnaire
course lesson class
student learner pupil
patient person
recipe meal dish
song track music
playlist list collection
album collection
collection set group
model engine
prompt instruction
configuration config setting preference option
information info detail
administrator admin
message msg chat
environment env variable secret
application app integration
database db
documentation document doc
statistic stat metric
address addr
number num
reference ref
error exception failure failed issue event < crash bug
logout session < kick-out
output log < said
reminder remind
vacation absence leave away < out-of-office holiday
restart reboot reload
container instance pod
image picture generation
transcription transcribe speech audio < into-text dictation
speech audio voice < read-aloud
cost usage spend billing charge < spent bill expense
downtime mute silence maintenance
hangup end terminate < hang-up
playback play audio
buy order purchase reserve < get-hold
owner identity own ownership
holding security stock investment share
rotate regenerate renew refresh reset
realm tenant organization workspace
domain dns zone hostname website
site website page
publish deploy release launch < go-live
rollback restore revert undo < put-back roll-back
submission response entry form
memory cpu usage resource stat
host machine server node infrastructure
prune clean remove < get-rid unused
label category topic
mail email message thread
attachment file
boss manager supervisor
employee hr staff
salary pay payroll compensation
candidate applicant
lead prospect opportunity
deal opportunity
stage pipeline status
note activity comment
meeting appointment event call
invitation invite join
approval approve review request
request ticket case
holiday leave vacation absence time_off
timesheet timecard hour
expense receipt claim
vendor supplier
purchase order procurement
warehouse stock inventory location
return refund rma exchange
discount coupon promotion price_rule
shipment tracking delivery
weather forecast
map route direction geocode
station stop platform
seat ticket reservation booking
menu dish item
completion answer response
dataset data table
table sheet database
row record entry
record entry row
column field
job task run
queue job
task todo job
todo task
project workspace
workspace project organization
node component frame
frame screen
style design
plan tier subscription
feature flag toggle
flag toggle feature
message sms text chat < texted
speech audio voice tts < aloud loud speak read-out out-loud say-it
transcription transcribe audio < to-text dictate
image picture photo generation < draw paint sketch illustrate
moderation safety policy < offensive rude abusive insulting harmful
assistant bot agent < helper
fine_tuning training train job < teach
alert monitor notification warning < warn alarm going-off
downtime mute silence snooze < quiet
metric query graph timeseries snapshot < plot
cost usage billing spend invoice < spent paying pay-for expensive
balance credit wallet fund < left remaining
webhook subscription callback hook event < tell-us let-us-know notify-us
transaction payment purchase < spending bought purchases
item connection link institution bank < disconnect hook-up connect
auth account number routing iban
identity owner verification match
liability loan mortgage debt credit
quote estimate proposal offer
deal opportunity lead prospect pipeline
contact person customer lead
candidate applicant application < applied
employee position job < hire colleague intern newcomer
termination terminate offboard < fire let-go
timesheet timecard time entry < clocked clock-in clock-out
availability slot free busy calendar < available when-free
reschedule update move postpone < put-off bring-forward delay later earlier
attendee guest participant invitee < invited coming
ticket conversation case request < complaint question
agent assignee operator
satisfaction rating review score feedback < stars opinion happy
stock inventory availability < sold-out out-of-stock back-in-stock run-out
shipment fulfillment tracking label delivery < parcel package arrived where-is
return refund exchange < send-back broken wrong-size
capture charge authorize collect < take-payment
topup fund deposit credit < top-up add-money load
payout withdrawal cashout < cash-out
mandate consent authorization
uncollectible void bad_debt < write-off
statement report export < summary overview
share permission link access collaborator < hand-out give-out
preview thumbnail render
presentation document slide < slides deck
backup snapshot export < back-up safe-copy
restore recover undelete revert < get-back bring-back undo
mention reply direct_message dm
follower following friend connection < friends
story post feed
track song recording < music tune
player playback queue device < play skip next
playlist collection list
video stream live broadcast < film movie clip
caption subtitle transcript
place location venue poi < nearby
route direction distance < way get-to
ride trip booking driver < taxi cab
flight itinerary segment < plane
hotel room property accommodation < stay
reservation booking appointment < table reserve book
device sensor thing
light switch bulb lamp
scene automation routine
thermostat temperature climate < heating warm cold
server instance droplet vm node < machine box computer
volume disk storage block < drive
firewall security_group rule
load_balancer balancer proxy
bucket object storage blob
function lambda worker
registry image container
cluster node pool kubernetes
scale resize autoscale < scale-up scale-down bigger smaller grow shrink
shutdown stop power_off halt < shut-down switch-off
boot start power_on < wake
reboot restart reset
artifact package build
environment stage < production staging
variable config secret setting
factor mfa otp two_factor < two-step second-factor
session login activity < logged-in signed-in
login authenticate signin < log-in
token key credential api_key
audit log event history < who-did
role permission policy grant < rights may-do
promote demote role update < make-admin
table row record
query sql search
migration schema table
course lesson module class
assignment homework submission task
grade score mark result
teacher instructor
quiz exam test question
practitioner doctor provider
medication prescription drug
appointment visit encounter
observation measurement vital result
leaderboard score rank
match game round
achievement badge award < medal
campaign newsletter mailing broadcast < mass-mail
audience list segment subscriber
subscriber member contact
open click engagement statistic < opened clicked
envelope agreement document signature < sign
signer recipient
funnel report cohort
visitor session pageview traffic < visited visitors
event track analytic
conversion goal
survey poll form question
response answer submission < answered replied filled
translate translation language < in-french in-german
convert transform export
summarize summary < sum-up gist
compare diff comparison < difference differs
count total statistic number < how-many
duplicate copy clone < same-again
template blueprint preset
schedule cron trigger recurring < every-day every-week
reminder notification alert < remind nudge
subscribe watch notify < keep-an-eye keep-me-posted
contact message send < get-in-touch reach
submit complete send < hand-in turn-in fill-in fill-out
acknowledge accept confirm < got-it seen
escalate priority urgent < rush hurry
merge combine deduplicate < same-person twice duplicates
split divide separate
transfer move owner ownership < take-over hand-over
lock protect freeze < nobody-change
unlock release thaw
archive close hide < put-away set-aside
expire expiration ttl < runs-out
renew extend prolong < longer
trial subscription plan < try
upgrade change plan < bigger-plan
downgrade change plan < smaller-plan cheaper
quota limit usage rate < how-much-left
address shipping billing < moved lives
phone number mobile < call-him call-her
birthday birth date
avatar picture photo image icon logo
password secret credential reset < forgot
username login handle name < called
bio profile about description
language locale
timezone time zone
currency exchange rate
weather forecast condition < rain sunny
alert warning storm
sentiment analysis score
entity extract recognition
embedding vector similarity
job run execution task status < progress far
log output console < printed happened
error failure exception < went-wrong
health status ping check < alive working
version release build < newest latest
changelog release note < what-changed
dependency package module library
vulnerability advisory security issue < hole unsafe
license copyright
contributor author committer
reviewer approver
deployment release rollout < live online
domain dns record zone
certificate tls ssl https
redirect rewrite rule
cache purge invalidate < stale
site website page project
form submission contact
member user seat < join
team group organization < crew squad department
owner admin lead < boss head in-charge
invitation invite pending
`;
