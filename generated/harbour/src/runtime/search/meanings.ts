/**
 * English of everyday work, and the words that APIs have for it: a line for each meaning. Words before `<` stand for each
 * other; words after it are what people say, and stand for those before it, never the reverse. Several words joined by `-` are a phrase,
 * several joined by `_` stand together in names of APIs: each of them counts.
 * Nothing here is about one API: what an API calls its own things is in its document.
 */
export const meanings: string = `
get retrieve read fetch view < show see look display pull
list < browse enumerate
search find query lookup < look hunt seek
create add new make insert < set-up spin-up establish register open file put start draft write
register enroll < sign-up sign-on
delete remove destroy erase purge clear prune < clean empty bin throw-away get-rid wipe trash drop take-away take-off take-out
unassign remove detach unlink
update edit modify change patch set replace < correct fix rename revise alter amend raise lower bump switch adjust
adjust < bonus mix-up another compensate apology
cancel void revoke terminate stop abort withdraw < call-off take-back end quit
enable activate start < turn-on switch-on
disable deactivate suspend block inactive < freeze turn-off switch-off lock
pause suspend hold collection < freeze halt
resume continue reactivate unpause reopen
finalize complete finish close < final lock wrap-up conclude
close resolve dismiss < settle
accept approve confirm allow authorize < ok agree
reject decline deny refuse < turn-down
dismiss ignore close resolve
send deliver transmit email < forward remind reminder mail-out
share collaborate invite access
upload import attach content
attach link associate assign apply add < stick
download export content
copy duplicate clone
move transfer relocate parent < shift
transfer payout send < wire
merge combine join
assign set add < give hand make put
follow subscribe watch
unfollow unsubscribe unwatch
mute hide silence filter < stop-seeing
hide filter mute
block ban suspend
pin highlight feature
favorite like star < love heart fave
bookmark save < read-later keep
reblog boost share repost retweet < reshare
status post message toot < tweet
publish release post
trigger dispatch run start invoke launch execute < kick-off by-hand
rerun retry rebuild redo
test ping
redeem reward use spend < trade-in cash-in
accumulate earn points
verify validate check confirm
pair connect link code device
schedule plan scheduled
restore recover undelete undo promote < bring-back put-back roll-back back-on-top
refund reimburse return < money-back give-back pay-back cash-back
submit evidence respond < fight explanation proof
read mark seen < seen-all
contribute contributor < contributed
grant permission allow
duplicate copy
customer client buyer < shopper patron guest subscriber lady gentleman
user account person member < people who employee colleague
account profile user
member user people participant membership < who
employee staff worker team_member user
collaborator member access contributor
seller merchant vendor account < shopkeeper supplier
reviewer review requested
owner administrator admin
lead owner manager head
assignee assign owner < got-it responsible
organization company org enterprise workspace < firm business
group team segment < vip
team group squad
location store shop branch site < outlet counter venue place
order purchase sale
item product catalog < article goods stuff
product item catalog
variation variant option
category section
price amount cost rate < dollar euro
charge payment transaction < paid
payment charge transaction pay
invoice bill
dispute chargeback claim
payout withdrawal disbursement
payout transfer bank < bank-account
balance funds < money
subscription plan membership < subscriber subscribe
coupon discount promotion voucher
tax vat gst
card payment_method source < saved
reader terminal device < machine card-machine
terminal reader device
gift voucher
loyalty reward point program < scheme
booking appointment reservation
shift timecard labor
inventory stock count quantity < left sold-out reorder
file document content < spreadsheet pdf contract
document file
folder directory
trash deleted recycle < bin
version revision history < earlier previous
revision version history
comment note reply message < remark write-down
note comment
access permission collaboration collaborator
permission role right access < allowed
signature sign esign < e-signature signed
template form schema metadata_template
policy rule
hold legal
webhook hook notification callback subscription < tell-our ping
notification alert inbox unread
issue ticket bug task story
ticket issue case
worklog log time < hour spent
transition status state workflow < move
state status
field custom attribute property
option choice value < dropdown
tab screen
filter saved search
version release
release version tag
changelog history change activity < somebody-changed
history changelog activity log
repository repo project
branch ref
ref branch tag reference
commit change
pull merge request pr
job step task
workflow action pipeline run < build
run execution build workflow
secret key credential token password < leaked
alert warning finding vulnerability scanning
alert finding < warning
milestone deadline
hashtag tag
feed timeline home
thread context conversation < before-and-after
context thread ancestor
instance server node
profile account bio description note credential
report complaint flag moderation
admin moderator moderation
image picture photo media avatar
media attachment picture image photo video upload
attachment media file
email mail
url link address
statement report summary
report summary analytic
audit log event activity
activity event log
keyword word phrase
word keyword
onboard onboarding link < fill-in details
review queue pending approval < waiting fraud
watcher notify subscriber
property attribute field
question query
currency money exchange
`;
