/** How people put what many kinds of services do, in the form of `sayings-by-trade.ts`; the later lines are about their rarer things. */
export const sayings: string = `
unblock < let-back allow-again unban forgive
unmute < hear-again notifications-back
unpin unfollow remove < no-longer take-off
unarchive restore reopen < bring-back back-again
rename name title < call-it should-be-called new-name
vote poll < voted choose support
public private visibility < everyone-see visible hidden secret
default < usual preset
bulk batch < several many-at-once all-of-them in-one-go
registration register < sign-up
suggestion suggested recommendation < recommend should-i who-to-follow
recent latest < newest just-now
installation app integration < installed plug-in add-on
plugin extension addon < add-on plug-in
scope permission < may-do
external link reference < outside elsewhere
announcement banner < notice for-everyone
terms service < conditions agree-to accept-terms
rule ruleset restriction protection < forbid forbidden nobody-may not-allowed
codespace machine environment < dev-box cloud-workspace
dependency advisory alert < outdated vulnerable library
provenance attestation < built-from trustworthy
sbom dependency component < made-of ingredients
key gpg ssh < signing-key
tree content directory < folder structure
insight statistic traffic report < visitors popular views clones
reaction emoji < thumbs-up heart laugh
interaction limit restriction < calm-down slow-mode outsiders
classroom assignment < students homework
budget spending limit < cap overspend
license seat < seats
mirror sync < copy-in-sync
stopwatch time track < timer
reversal reverse refund < take-back undo
fee commission < charge-us keep
cash drawer < till
portal billing session < self-service manage-themselves own-details
line item < position on-the-bill lines
upcoming preview invoice < next-bill next-invoice will-be
fraud risk warning radar < suspicious shady fishy
list value_list item < blocklist blacklist whitelist
capability requirement < may-do missing-details still-needed
external_account bank < where-paid own-bank
intent payment < collect take-payment
top_up topup fund < add-funds fill-up
meter usage event < units
quote estimate < offer proposal
scheme < set-of setup
notification_scheme event < who-gets-mail
security level < who-may-see confidential
issue_type type < kinds-of
resolution status < closed-as
priority < urgent urgency importance important
voter vote < voted
watcher watch < following keep-informed
remote_link link < web-page
worklog time < worked
attachment file < screenshot
gadget dashboard
avatar picture image < face logo
barrier segment < chinese-wall keep-apart
alias address email < second-address other-address
storage policy < which-country where-stored
web_link bookmark link < shortcut
file_request upload < let-send ask-for-files
session upload chunk < huge large-file
break shift < lunch
wage job < pay-rate
vendor supplier < buy-from
payout entry < deposited
checkout terminal < charge-on-the-device
reservation hold number < put-aside
port_out port < leaving number-leaves
short_code number
bridge transfer call < put-through connect-with join-up
playback media audio < play music jingle
gather digit dtmf < key-in press
hangup call < end-the-call hang-up cut-off
queue call < waiting-line on-hold line
sim_card network data < roaming data-plan
data_usage record wireless < used-up gigabytes
call detail cdr record < who-called called-us
caller_name cnam lookup < whose-number shows-up displayed-as
connection trunk sip fqdn < phone-system pbx
forwarding call < ring-elsewhere divert
voice_profile outbound < may-call abroad
inbox message thread < mailbox
history change < since-last
send message < mail-to write-to reply-to email-to
reply thread message send < answer respond write-back
read unread modify label < mark-read mark-unread
star important label < starred flag
attachment get message < download-the-file
page site content < web-page
asset file upload
database branch
function log < backend
dns zone record < nameserver subdomain
domain alias site < address www custom-domain
tls ssl certificate < https padlock secure
deploy rollback restore < previous-version go-back last-good
deploy cancel stop < stop-the-build abort
deploy_key key
build log < why-fail build-output
member account team < works-on coworker
service account < robot machine-user
certificate < mutual
api_key key admin < credentials
assistant tool instruction < helper
run cancel stop < stop-it take-too-long
step run < what-it-did
vector_store file < add-to-collection
upload part complete < in-pieces
image variation < versions-of similar-picture
input token count < how-long how-many-tokens
response cancel background
realtime client_secret < browser live
service_level slo < promise reliability
notebook < write-up postmortem
graph snapshot embed < picture-of-graph
log search list < lines errors-in
host < server machine box
tag < labelled marked
pagerduty integration < on-call page
gcp azure aws integration < cloud
check service_check < heartbeat
browser synthetic test < click-through simulate-user
private_location < own-network
usage host < how-many-hosts
organization child < sub-account
metadata metric < unit-of description-of
team channel invite < add-people bring-people
topic purpose set < describes
kick remove leave < throw-out
join conversation < get-into
star bookmark save
file share upload < send-file
scheduled message < later
permalink link < link-to-message
workspace team information < company-chat
ephemeral message < only-he-sees only-she-sees
profile field < job-title phone-number
call add participant < huddle
reminder list info < have-to-do
invoice < hasnt-paid havent-paid not-paid unpaid overdue owes
assign assignee < hand-over pass-to give-to
member remove delete < kick-out throw-out kick
order search < sell sales
payment_link checkout < page-pay people-pay link-pay
subscription update plan < switch-plan move-plan yearly monthly
external_account payout < where-payouts
value_list block < never-pay
dispute close < give-in accept-dispute
number lookup carrier < a-mobile which-carrier
forwarding voice call < forward-calls
verification code verify < prove
outbound voice_profile < outgoing
dependabot alert advisory vulnerability < known-holes security-holes
member list < whos-in
membership member user < who-has-access who-can-access
event log history < who-looked who-opened who-downloaded who-saw
archive repository project < read-only retired not-used
employee staff team_member worker < waiter cashier cook barista nurse clerk
capture payment_intent authorization < take-hold charge-hold
cancel payment_intent release < release-hold
session terminate logout < log-out sign-out all-devices
call speak < read-to say-to announce
artifact download < files-build build-produced
traffic view statistic < visited visitors
usage billing minute < minutes-left left-this-month
runner machine < run-builds
gist snippet
inventory count adjustment < delivered arrived book-in
timecard shift hour < worked-hours hours-worked
price catalog_object item < cheaper dearer more-expensive
loyalty account point < how-many-points
quantity item subscription < how-many-licences seats
assign update edit < change-who
attachment upload add < attach screenshot log-file
classification label < mark-as confidential
storage usage space < taking-up full
contact address update < moved
expire session token < still-valid
transaction category < spending groceries bought
webhook update url < new-url new-address
notification_setting preference < stop-mailing fewer-mails
queue waiting pending < in-line
template sample example
preference setting update < turn-off-mails by-default
audit log activity < who-deleted who-created who-removed who-added
kick remove unassign < remove-from
eval evaluation < judge
access log login < logged-in-from who-logged
`;
