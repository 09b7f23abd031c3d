/**
 * How people put what trades have terms for, in the form of `meanings.ts`, but one way only: what stands behind `<` is said for what
 * stands before it. Nothing here is about one API.
 */
export const sayingsByTrade: string = `
balance account < checking savings current-account sitting-in
balance < afford good-for-it how-much-in have-in-account enough-money live-number
account bank < checking savings iban
account routing number auth < deposit direct-deposit sort-code account-number
liability loan mortgage debt < owe owed minimum-payment
holding investment security < shares stocks bonds portfolio worth
authorization signal evaluate risk < bounce overdraw good-for-it
transfer debit payment < pull-money take-money pull-from debit-it
transfer credit payout < send-money pay-out move-money
income payroll employment < salary wages payslip earns employer
identity_verification verification < id-check selfie passport
identity owner name address < match belongs-to whose-account
retry repeat attempt < another-go another-try try-again one-more-time
institution bank < banks which-bank
item connection link < reconnect relink bank-login connection
link token session < sign-in-again log-in-again
refresh sync update < force-update stopped-updating up-to-date
reset login credential < goes-stale stale expired
invalidate rotate revoke regenerate < leaked swap compromised exposed
token credential secret key < password
recurring stream subscription < every-month regular monthly
enrich category merchant < what-was-it-for
screening watchlist < sanctions blacklist
mandate consent < standing-order direct-debit
dispute chargeback < contest
statement < month-end
moderation classification < offensive okay-to-publish ok-to-publish harmful threat toxic hateful decent appropriate
speech audio voice < read-this say-this narrate
transcription audio < what-was-said transcribe typed-up
translation < into-english into-spanish translate
image generation < picture illustration render
image edit < retouch photoshop background remove-background
vector_store knowledge store < searchable knowledge-base collection
vector_store search < what-it-says find-passage
embedding < similar similarity
fine_tuning tuning training < train teach fine-tune tuned
checkpoint < loss
eval evaluation grader < grade benchmark classifier marks
eval run result output_item < failed-ones passed
thread run conversation < assistant talk ask
message list < answer reply
completion response < ask question answer prompt
batch < bulk overnight
usage cost < tokens
rate_limit limit < throttle too-many
invite invitation < bring-in get-in let-in join
model < fine-tune
upload file < pdf handbook attach jsonl
conversation channel < room chat
channel conversation < topic
conversation open direct_message im < dm dms direct pm
message post chat < say tell hello greet announce announcement
history message < said conversation
reply thread replies < discussion
message delete < take-down unsend retract
profile status < my-status
dnd snooze < do-not-disturb disturb quiet interruptions not-disturb
presence < online
complete finish < tick-off check-off
invite user member < new-starter newcomer starter joiner
restrict deny reject decline < refuse say-no turn-down
emoji < smiley
downtime mute < silence maintenance planned-work
monitor alert < red firing triggered alerts
metric query timeseries < cpu memory load average latency throughput disk
event post < marker annotation timeline note released
slo objective history < target uptime
disable deactivate < left gone leaver
index log filter exclusion < noise drop
integration account < hook-up plug-in
synthetic test < probe uptime
usage metering < bill
host tag
number available search < toll-free vanity end-in free-numbers
porting port order < bring-over move-over carry-over current-carrier old-provider keep-number switch-carrier
porting portability check < can-we-bring
emergency address e911 < ambulance fire-brigade
address create < put-down office street
address validate validation < valid
call record recording < recording
call dial create < ring phone-up call-up ring-up
conference participant < caller
sim_card sim < sims
enable activate register < switch-on codes
detail_record record report < what-happened delivered undelivered didnt-get never-arrived didnt-arrive
billing_group billing < split-costs
number phone update assign < tagged line
verification code < one-time passcode otp
number lookup carrier < whose-number who-called who-is-calling
document < bill loa upload paperwork proof
speak gather ivr < press menu
label < folder
message thread mail < letter mails receipt newsletter
vacation responder < auto-reply out-of-office holiday
delegate < on-my-behalf read-my-mailbox handle-my-mail look-after besides-me
alias signature < send-from from-address
untrash restore < fish-out rescue
filter < rule
draft < unsent unfinished
modify label batch_modify < put-under file-under put-everything mark-as
site < website homepage
deploy build publish < go-out goes-out live rebuild
lock deploy < nothing-new freeze stay-as-it-is
env variable < environment context
submission form entry < entries inquiries enquiries signups
split_test traffic < percent half
snippet script code < analytics-tag tracking-code tracking inject
hook notification < email-me email-us tell-me let-me-know whenever
payment_method card < paying-with
invoice billing < paid-last
quota limit plan < allowed how-many
search find issue jql < unresolved unassigned labelled waiting overdue
issue update edit < bump reassign
issue transition < move-to in-progress
permission < allowed-to may-i can-i
field option context < dropdown choice
screen tab < form-shows
favourited favorited favourite < liked hearted
reblogged reblog < shared boosted
context thread < reply-under nasty-reply
catalog item product < bag drink food dish tea coffee
catalog_object item price variation < price-of raise-price cost
customer < mrs mr
location < branch store shop
loyalty reward < trade-in free dessert
transfer folder ownership < pass-on hand-over
session login < active-sessions
session logout revoke < log-out sign-out log-everybody-out
credential password reset < new-password
role mapping < make-admin give-rights
client application < app
realm tenant
user identity account < person login
group membership < belongs put-into
recovery link code < locked-out cant-get-in
consent grant < allowed-app authorised
provider federation < sign-in-with social-login
factor otp credential < authenticator two-step
brute_force lockout attack < locked-out too-many-attempts
event log < who-logged-in logins
container < box instance
container log < output said printed
container restart < bounce
container kill restart < hangs stuck
container exec < run-inside shell
container stat top < eating hungry cpu
image pull < download
image build < dockerfile
prune < clean-up free-up dangling
volume < disk storage
network connect disconnect
node drain < take-out maintenance
service scale update < more-copies replicas
system df info < disk-space taking-up
issue event group < error crash exception stack-trace
resolve issue update < fixed
release deploy commit < shipped version
project team < squad
rule alert < tell-us warn
replay session < watch-what
member invite organization < colleague teammate
file node component < frame design drawing mockup
image render export < png picture
comment reaction < feedback thumbs-up
version history < changed
variable style token < colour palette
webhook < call-our
forecast daily hourly < weather rain sunny umbrella
current observation < right-now outside
alert warning < storm
history climate normal < last-year
air_quality < pollen smog pollution
rate quote shipment < how-much-to-send cheapest postage
purchase shipment label < buy-postage ship-it
tracking shipment event < where-is parcel package arrived
document label < print-label
access_point location < pick-up drop-off
distribution_group tester < beta-testers testers
release upload < new-version
build branch configure < compile
device token push < notification
vehicle < car ev
charging charge < plug
charger station
battery charge_state < how-full range
schedule tariff < cheap-hours night-rate
hvac thermostat temperature < heating warmer colder
inverter solar production < panels sun
meter energy statistic < consumed
booking trip < seat train ride
station < from-to stop
ticket event museum < visit entry admission
hours opening < open closed
pull_request merge < mr changes
review request reviewer < look-over feedback
branch protection < nobody-push
commit history < who-changed last-change blame
release asset tag < download
collaborator permission access < push-rights
secret variable < api-key
runner workflow action < ci pipeline
artifact < build-output
fork < own-copy
star watch < favourite
milestone due < deadline
wiki page < docs
package registry < library
label issue < mark tag
assignee issue < whose-turn working-on
gist snippet paste
deploy key ssh
order invoice receipt < bill bought
refund payment < money-back give-back
payout < land bank
subscription cancel pause < stop-charging
coupon promotion discount < code money-off percent-off
price product plan < cost
tax rate < vat
payment_link checkout < link-to-pay pay-page
card issuing cardholder < company-card
gift_card activity < load top-up voucher
inventory count adjustment < left in-stock sold-out restock
team_member shift timecard < staff worked hours
booking appointment < come-in slot
dispute evidence < explanation proof fight
account person < seller onboard
shared_link < public-link link-anyone
collaboration < invite-to share-with
lock < nobody-edit
retention policy < keep-for years
legal_hold < sued lawsuit litigation
sign_request < signature signed
trash < deleted
version promote current < back-on-top previous
task assignment < review approve
metadata template < form fields
zip download < all-at-once
event stream log < who-opened who-downloaded
asset_report report < proof-of-assets proof-of-funds lender what-they-own
statement download < bank-statement print-out
payroll income < pay-slips pay-stubs
employment < employed works-for
recipient < beneficiary
consent < allowed-to-pull permission-to-charge
simulate sandbox < pretend fake as-if
public_token sandbox < test-bank fake-bank
processor token < share-with-partner hand-to-partner
exchange token < trade-token swap-token
transaction sync < new-transactions since-last
report fraud < scam scammer stolen-identity impostor
screening hit review < false-alarm false-match
ledger balance < our-float
recurring transfer < weekly-transfer monthly-transfer
fine_tuning job event < training-going how-far-training
content file < contents-of inside-the-file
project archive < wind-down shut-down
invite delete < withdraw-invitation take-back-invitation
video < animate animation
voice consent < clone-voice own-voice
container file < code-sandbox
chat message update < correct-message fix-message edit-message typo
schedule message < send-later
photo profile < picture-of-me profile-picture
lookup email user < whose-email whose-address
session user reset < log-out-everywhere lost-phone stolen-laptop stolen-phone
expiration user < guest-until only-until
unarchive conversation < bring-back-channel reopen-channel
public_url file share < outside-link
purpose conversation < whats-it-for
mark conversation < mark-read
remove user deactivate < left-company leaves-us fired quit
admin owner user < make-admin promote
signal security assignee < attack intrusion suspicious
slo correction < planned-outage not-count
global_variable variable < shared-value
trigger test < run-the-test
result test < did-pass last-result
metadata metric unit
submit metric < send-value report-value push-value
active metric < which-metrics
total host < how-many-machines how-many-hosts
invitation dashboard public < outside partner
dependency service < depends talks-to
submit log < write-log
cancel downtime < end-silence unmute
order number < get-us want-numbers
recording < listen-to what-was-said-call
room participant < video-call video-meeting
managed_account < sub-account reseller
delivery webhook < did-hook hook-arrive
balance < prepaid money-left credit-left
standby sim_card disable < sleep pause-sim
order sim_card < ship-sims new-sims
comment porting < note-on-port
loa document < authorization-letter letter
tag phone_number < label-number
transfer call < pass-call hand-call
answer call < pick-up
enqueue queue < put-in-line
profile < how-big-mailbox my-own-address
watch < tell-our-app
language setting < menus
import insert message < bring-over old-mails
verify send_as < confirmation-mail confirm-again
service_instance addon < add-on extra-service
spam submission < not-spam junk
certificate ssl tls < expired-certificate renew-https
`;
