/** How people put goals and states that services of every kind have, in the form of `sayings-by-trade.ts`: phrases, since their words mean anything. */
export const goalSayings: string = `
delete remove < get-shot-of do-away-with have-done-with chuck-out clear-out make-disappear should-not-exist shouldnt-exist no-longer-need dont-need-any-more made-by-mistake created-by-mistake
update fix < sort-it-out sort-out put-right set-right make-right set-straight
update change < got-it-wrong was-wrong no-longer-true not-true-any-more
restore undelete < shouldnt-have-deleted shouldnt-have-removed didnt-mean-to-delete want-it-back get-it-back
cancel abort < never-mind changed-my-mind forget-about-it not-any-more-needed
list search < cant-find where-did-go what-have-we-got do-we-have-any is-there-already already-there what-else-is-there what-all-is-there
list member user access < who-has-access who-can-get-in who-can-get-at who-is-allowed who-else-can
permission access check < am-i-allowed is-she-allowed is-he-allowed
access permission grant add < needs-access give-access let-him-in let-her-in let-them-in should-be-able-to should-see
access permission revoke remove < take-away-access no-more-access shut-out-of should-not-see shouldnt-see must-not-see
invite member add < get-on-board bring-on-board on-board get-her-in get-him-in
member remove < take-off-the-account off-the-account off-the-team out-of-the-team leaves-the-team left-the-team
owner transfer < takes-it-over in-charge-from-now-on belongs-to-her-now belongs-to-him-now
activity history event < what-happened what-has-happened what-went-on while-i-was-away when-i-was-away
audit_log activity event < who-was-it who-did-that who-was-that behind-my-back
usage < how-much-do-we-use how-much-is-used how-much-have-we-used
usage limit quota < how-much-may-we close-to-the-limit hit-the-limit near-the-limit reached-the-limit
cost usage billing < how-much-did-we-spend what-did-it-cost what-does-it-cost-us how-much-did-cost-us how-much-are-we-paying burning-money
status state < where-do-we-stand how-far-is how-is-it-going whats-the-state is-it-done is-it-finished is-it-ready did-it-work has-it-worked
status result < did-it-go-through went-through gone-through come-through
status failure error < didnt-go-through did-not-work didnt-work why-didnt got-stuck is-stuck hangs-there
retry resend rerun < give-it-another-go once-more one-more-go
resend < never-got-it never-arrived never-reached didnt-come-through
expiration expire < run-out-soon no-longer-valid
extend renew < needs-longer give-more-time keep-going
pending waiting approval < waiting-for-me on-my-desk need-my-okay
approve accept < give-the-green-light green-light give-the-nod wave-through say-yes-to okay-it give-my-okay
reject decline < say-no-to send-back-with wont-have-it
schedule < not-now-but
pause suspend disable < for-the-time-being for-now put-on-ice on-ice
resume enable < carry-on-with pick-up-again back-in-business
notification subscription < keep-up-to-date keep-posted want-to-know-when want-to-hear
notification preference setting disable < stop-bothering stop-mailing-me too-many-mails leave-me-in-peace fewer-notifications
webhook subscription create < wants-to-be-told let-our-system-know
webhook delivery < didnt-hear-from
assign assignee < make-it-hers make-it-his whos-on-it who-is-on-it
priority update < most-important comes-first cant-wait
comment note create < leave-a-word put-a-note jot-down-that add-a-remark
comment list < what-do-people-think what-did-people-say
duplicate copy clone < one-more-of-those one-just-like same-but
merge < make-one-of put-together
move < belongs-elsewhere in-the-wrong-place wrong-place
rename update name < goes-by-another-name is-now-called now-called
export download < get-it-all-out take-with-us in-excel as-a-spreadsheet
import upload < get-it-all-in bring-our-data
report summary statistic < figures-for numbers-for give-me-the-numbers sum-it-up
compare < which-is-better
default setting preference < from-now-on-always always-use
search text < somewhere-it-says that-mentions mentions with-the-word
recent list < just-came-in newest-ones latest-ones
count list < how-many-are-there how-many-have how-many-of
profile account update < change-my-name new-mail-address
account delete close < close-my-account want-to-leave done-with-you
two_factor mfa < make-it-safer extra-safe
api_key token create < let-a-script script-needs
api_key token revoke < key-got-out posted-by-mistake
integration connection create < hook-it-up tie-together work-together-with
integration connection delete < unhook cut-the-tie
health status < is-it-working are-you-there is-everything-okay all-right-with
test < try-it-out dry-run does-it-work
archive < not-needed-now tuck-away out-of-sight
publish < let-everyone-see for-all-to-see
unpublish hide < off-the-site take-offline nobody-should-see
lock protect < so-that-nobody-changes hands-off
unlock < let-change-again
list recent activity < what-is-going-on whats-going-on
list pending < what-is-left whats-left still-missing
list expired < gone-off out-of-date
list duplicate < more-than-once
get detail < more-about tell-me-all-about everything-about what-do-we-know-of
get latest < most-recent
update status < mark-as-done set-to-done
update owner assign < change-hands
update permission role < may-only-read only-allowed-to-read
update contact address < new-phone
update schedule < on-another-day
update quota limit increase < need-more-of allow-more
update limit decrease < allow-less
create template < use-it-again
create batch bulk < all-of-them-at-once in-one-sweep
create invitation link < link-so-they-can-join
create webhook < hear-about-it-automatically
delete bulk batch < all-the-old-ones
delete permanently purge < once-and-for-all
delete token session < log-out-all
search filter < only-those-that only-the-ones
search advanced query < narrow-down
restore backup snapshot < rescue-what
restore version < last-good-one
export report < print-it-out on-paper
export account data < copy-of-my-data all-my-data
import status < has-it-loaded
verify confirm < make-sure-its
verify email address < is-my-address-right
validate < would-this-work is-this-okay
enable < get-going up-and-going
disable < put-a-stop-to
connect integration < hook-up-with plug-together
sync < bring-up-to-date out-of-step
resend invitation < mail-went-missing
resend verification email < didnt-get-confirmation
approve request < let-it-pass
reject request < turn-away
request access < may-i-have
member list role < who-is-what
member role update < make-her-a make-him-a
member remove user deactivate < walked-out was-sacked sacked
member invite < bring-someone-in
team create < put-a-team-together
team member add < onto-the-team
team member list < who-is-on-the-team
comment delete < take-back-what
comment resolve < that-is-settled
attachment download < get-the-picture get-the-paper
attachment delete < take-the-picture-off
tag add label < put-a-tag mark-it-as
tag remove label < take-the-tag
tag list label < which-tags
notification list < did-i-miss what-did-i-miss have-i-missed
notification read mark < seen-them-all
subscription delete unsubscribe < leave-me-out
setting get < how-is-it-set what-is-it-set-to
setting update < make-it-behave
log list < what-did-it-do
version list < how-often-changed
statistic usage < how-often-used is-it-used does-anyone-use anybody-use
health status < is-it-down still-there
queue list < who-is-next whats-next
job status < how-long-will-it-take when-will-it-be
job retry < start-it-over
plan billing < what-are-we-on
billing contact address < send-bills-to
list member user < whos-in-the-account who-do-we-have
list owner < who-owns whose-is-it who-does-it-belong
list change history < who-renamed who-moved who-edited who-last-touched
get status < whats-it-doing what-is-it-doing
create export job < have-it-all-as
delete integration connection < we-dont-use-it
update visibility private < just-for-us keep-it-to-ourselves
update visibility public < open-to-all open-to-everyone
update description < explain-what-it-is
update image avatar logo < prettier-picture
add tag label < so-we-can-find-it
search user member < who-is-that who-was-that-again
search document file < that-paper-about
verify token credential < does-the-key-work
rotate credential key token < change-the-locks
transfer owner member < she-takes-care-now he-takes-care-now
cancel request invitation < i-take-it-back
cancel subscription plan < we-dont-need-it-any-more
notification create send < give-a-heads-up heads-up
schedule list < what-is-planned whats-planned
schedule delete cancel < dont-run-it-any-more
limit quota < are-we-over over-the-limit
`;
