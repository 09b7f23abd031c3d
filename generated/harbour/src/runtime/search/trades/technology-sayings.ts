/** How people put what services for code, servers, monitoring, identities, data and AI do, in the form of `sayings-by-trade.ts`. */
export const technologySayings: string = `
repository create < place-for-the-code start-a-repo
repository fork < copy-of-the-code
repository clone url < get-the-code
repository visibility private < hide-the-code nobody-outside-sees
repository transfer < hand-the-code-to
repository collaborator add < let-commit let-push let-into-code
repository collaborator remove < out-of-the-code no-more-commits
repository collaborator permission < who-can-push who-may-push who-can-merge
repository content file < whats-in-the-code look-into-code readme
branch create < work-line try-something-out off-main
branch delete < stale-branches merged-branches old-branches
branch protection < nobody-pushes-to straight-to-main
commit list history < who-broke who-touched who-wrote-this what-did-change what-changed-in
commit compare diff < difference-between whats-different what-is-different since-last-release
pull_request create < propose-a-change ask-to-merge put-up-for-review
pull_request merge < get-it-in take-it-in bring-it-in
pull_request list < waiting-for-review open-changes
pull_request review approve < looks-good lgtm thumbs-up-on-change
pull_request review request_changes < needs-work not-good-yet send-back-change
pull_request reviewer request < ask-to-look have-a-look-at-change
pull_request file diff < what-does-it-touch what-files
pull_request close < wont-merge dont-merge
issue label < kind-of-bug
release create publish < cut-a-release new-version-out put-out-a-version
release list latest < newest-version latest-version which-version current-version
release note < whats-new
tag create < mark-this-version
workflow run list < did-the-build ci-green is-ci-green tests-pass did-tests
workflow run job log < why-is-it-red why-did-it-fail what-broke what-failed why-red why-did-build
workflow run rerun < try-the-build-again build-again run-again
workflow run cancel < stop-the-build kill-the-build
workflow dispatch trigger run < kick-off start-the-build compile
workflow schedule < every-night
artifact download < what-the-build-made
runner register < own-build-machine
cache delete < old-build-leftovers
deployment create < roll-out push-to-production push-live go-live bring-live put-live put-it-live ship-to-production out-to-customers
deployment list status < is-it-live live-yet what-is-running whats-live what-is-live is-it-out out-yet
deployment rollback < back-to-last-version go-back-to-before undo-the-release previous-version-back take-it-back-down
deployment promote < staging-to-production from-staging
environment variable < settings-of-app
secret create < keep-safe
secret rotate key < was-leaked got-stolen fell-into-wrong-hands new-keys
deploy_key ssh_key add < let-machine-in
package version delete < pull-the-version
vulnerability alert list < are-we-safe any-holes security-problems known-problems
webhook create < tell-our-system let-our-server-know call-us-when ping-our ping-us-when tell-our-server
webhook delivery list < did-it-reach-us calls-to-us messages-to-our-server
webhook delivery redeliver < send-it-again-to-us
webhook delete < stop-calling-us stop-pinging
server instance create < new-machine bring-up-a-machine bring-up-server rent-a-server fire-up start-up-a-machine
server instance delete terminate < get-rid-of-machine dont-need-machine scrap-the-server
server instance reboot < turn-off-and-on off-and-on-again power-cycle
server instance resize < more-memory more-power too-small beefier
server instance list < which-machines what-machines our-machines how-many-servers
server console log < boot-messages
server status < is-it-up is-it-running up-and-running alive
server metric < how-busy busy-is under-load sweating
snapshot create backup < safe-copy-of keep-a-copy save-the-state
snapshot restore < back-from-copy back-from-backup
volume create < room-for-data somewhere-to-keep spot-for-data keeps-its-data
volume attach < plug-in-disk give-disk
volume resize < disk-full running-out-of-space more-space bigger-disk
image list < which-systems
image remove delete < old-images
firewall rule < open-port open-a-port close-port let-traffic keep-out
network list inspect < who-talks-to-whom reach-each-other talk-to-each-other see-each-other
network connect < put-on-network can-reach
floating_ip reserved_ip < fixed-address same-address
load_balancer target < spread-the-load spread-traffic
autoscaling scale replica < more-copies fewer-copies more-machines extra-copies handle-more
bucket object list < whats-in-storage
bucket object upload < put-into-storage
database cluster create < place-for-tables
database user < login-for-database
database backup restore < bring-data-back lost-data
database query execute < ask-the-database look-into-table
database connection pool < too-many-connections
container list < what-is-up what-runs
container create run start < spin-up-a
container stop < bring-down shut-it-down
container kill < pull-the-plug hard-way force-down by-force wont-stop wont-die doesnt-react hung
container restart < bounce-it
container remove delete < throw-away-container
container log < spit-out what-did-it-say spat-out what-went-wrong-in last-words
container stat top < how-hungry hogging eats-memory using-so-much resource-hungry
container exec < get-a-shell poke-around have-a-look-inside
container rename < call-the-container
container inspect < how-is-it-set-up
container update limit < give-more-memory
container export archive < copy-files-out get-files-out
system usage info < eats-up-disk what-eats eats-disk whats-filling filling-the-disk
prune unused delete < win-back-space get-space-back leftovers nobody-uses not-used-any-more no-longer-used
service replica scale update < have-more-running
service log < what-does-service-say
node drain cordon update < out-of-rotation take-out-of-service before-maintenance
node list < which-nodes
pod log < what-did-pod-say
secret config mount < give-password-to-container
registry image push < put-image-up
function invoke < run-my-code
function log < what-did-function-say
domain register < get-a-name buy-a-name buy-domain
domain availability search < name-still-free is-the-name-taken name-taken
domain renew < name-runs-out before-it-expires
domain transfer < move-name-to take-our-name-to
dns record create < point-the-name point-to-server points-to point-at mail-goes-to
dns record list < where-does-it-point
dns zone export < all-our-records
certificate renew issue < padlock-broken not-secure browser-warns runs-out-soon
certificate list expiration < which-certificates when-does-certificate
redirect create < old-address-should old-page-should send-visitors-to
cache purge < still-shows-old old-version-shows shows-the-old
site publish deploy < put-page-online
site traffic analytics < how-many-visitors who-visits where-do-visitors
alert list < whats-on-fire what-is-on-fire whats-broken what-is-broken what-is-down whats-down anything-wrong anything-down any-problems going-wrong
alert acknowledge < im-on-it i-have-it i-will-take-it looking-at-it
alert rule create monitor < ring-me wake-me wake-us tell-me-when warn-me warn-us let-me-know-if shout-if
alert rule mute silence < too-noisy noisy keeps-ringing stop-ringing shut-up stop-beeping quiet-for
alert escalation < nobody-reacts nobody-picks-up
incident create declare < we-have-a-problem everything-is-down
incident update status < tell-users-whats-up what-is-the-state
incident resolve close < its-over all-good-again back-to-normal back-up-again
incident postmortem report < what-happened-and-why went-wrong-last-night
oncall schedule < who-is-on-call whos-on-call who-gets-paged who-do-i-call
oncall override schedule < take-my-duty take-over-duty stand-in-for
page notify incident < page-someone wake-up
status_page component < tell-the-world
uptime check monitor < is-site-up does-it-answer site-down was-down
monitor checkin cron < did-it-show-up did-not-show-up didnt-show-up did-it-run last-ran when-did-it-last-run nightly-job
log search query < look-through-logs what-do-logs-say grep
metric query < how-many-per-minute how-slow how-fast response-times
trace span < where-is-time-lost which-part-is-slow what-takes-so-long slow-requests
dashboard create < wall-screen picture-of-everything
issue error list group < blew-up blow-up falls-over fell-over falling-over keeps-failing what-crashed crashes-most trips-up
issue error event stacktrace < where-in-the-code which-line
issue error resolve < taken-care-of been-dealt-with dealt-with
issue error ignore archive < dont-care-about not-worth-it can-live-with
issue error assign < give-it-to who-takes-care
issue user affected < how-many-people-hit who-was-hit
inbound filter < noise-from stop-noise-from
replay session < what-visitor-did what-did-user-do watch-the-visitor saw-on-screen
release deploy create < we-shipped went-live
source_map artifact upload < readable-stack minified
ownership rule codeowners < whose-code responsible-for
user search list < do-we-have-a-user look-up-person find-account-of
user create account < give-an-account needs-a-login needs-an-account set-up-a-login
user disable deactivate block update < lock-out leaves-company left-the-company leaves-the-firm has-left no-longer-works doesnt-work-here cut-off-access shut-out-of-everything may-no-longer-log-in
user enable reactivate update < came-back-to-us let-in-again works-here-again
user delete < gone-for-good wipe-the-account
user password reset < cannot-remember cant-remember doesnt-remember forgot-her-password forgot-his-password fresh-password pick-a-new pick-a-fresh choose-a-new new-password
user password reset email < mail-a-way-to send-a-link-to-reset
user credential delete < lost-his-phone lost-her-phone old-phone new-phone
user session logout < off-every-device off-all-devices throw-out-of-all everywhere-logged-in sign-out-everywhere kick-out-of-account
user session list < where-is-logged-in logged-in-now signed-in-now which-devices still-signed-in
user attack lockout brute_force clear < shut-out mistyped too-many-tries wrong-tries tried-too-often too-many-wrong
user verify email resend < never-got-the-mail confirm-her-address confirm-his-address
user role list < what-may-do what-is-allowed-to may-she may-he what-rights what-can-do
user role assign < make-her-admin make-him-admin give-rights-to
user role remove < no-longer-admin take-rights-away
user group add < put-into-group put-in-the-team
user group remove < out-of-the-group
user consent list < agreed-to-share allowed-to-see
user consent revoke < no-longer-share
user impersonate < see-what-she-sees see-what-he-sees log-in-as
user attribute profile < details-about-user
role user list < who-is-admin who-has-admin who-all-has who-has-rights all-the-admins keys-to-the-kingdom
role create < new-kind-of-user
permission policy check < is-allowed may-user
group member list < who-belongs-to who-is-in
identity_provider create < sign-in-with log-in-with get-in-with google-account single-sign-on sso
identity_provider list < ways-to-sign-in ways-to-log-in
client application create < new-app-needs-login let-app-in
client secret regenerate < new-secret-for-app
client application list < which-apps connected-apps
mfa factor enroll require < second-step two-steps code-on-phone
mfa factor reset delete < lost-authenticator cant-get-the-code
event login list < who-got-in tried-to-get-in break-in strange-logins odd-logins
audit_log activity list < who-did-what who-changed what-has-been-done what-did-she-do what-did-he-do
invitation resend < invite-again never-got-the-invite
feature_flag update enable < roll-out-to switch-feature-on show-to-some
feature_flag update disable < take-feature-away
feature_flag rule target < only-for-some only-for-testers percent-of-users
experiment result variant < which-one-wins which-works-better
event track < somebody-clicked count-clicks
funnel conversion < where-do-they-drop
retention cohort < how-many-come-back do-they-come-back stay-with-us
report session active user < how-many-people-use how-many-use people-use-it
page view report < most-read most-visited popular-pages
component usage analytics < nobody-uses who-uses used-how-often
component library < building-blocks
style color font < brand-colours house-colours fonts typeface
comment file design < say-about-the-design note-on-design
image render export file < give-me-a-png png-of picture-of-screen
search index document < make-findable
search query < look-for-text
model list < which-models
completion response create < have-it-write
chat completion create < ask-the-ai talk-to-model
embedding create < turn-into-vectors how-alike
image generation create < make-a-picture make-me-a-picture
audio transcription create < write-down-what typed-out put-into-text
audio speech create < turn-into-speech make-it-talk
moderation create < is-it-okay-to-publish
fine_tuning job create < teach-the-model learn-from-our
fine_tuning job status < learning-going
prompt template < instructions-for-ai
file upload dataset < training-data
usage cost report < how-much-did-ai-cost tokens-used
agent tool < let-it-use
job list status < still-working how-far-is-it
job cancel < call-it-off
queue message < waiting-work
dead_letter message < never-processed
repository < codebase source-code
repository search < code-that-does
repository star < like-that-project
repository topic < what-is-it-about
repository contributor < who-wrote-most
repository migrate import < move-code-from
branch merge < combine-with-main
branch rename < call-the-branch
commit status check < all-green
commit < checkin-of-code
commit revert < back-out undo-commit
file blame commit < who-wrote-the-line
pull_request update < catch-up-with-main
pull_request comment < remark-on-change
pull_request draft < not-ready-for-review
issue pin < keep-at-top
issue lock conversation < heated-discussion
code search < where-in-the-code-do
code_scanning alert < bad-code
secret_scanning alert < password-in-the-code key-in-the-code
workflow disable < stop-running-it
workflow run approve deployment < waiting-for-okay
job step log < last-lines
build configuration < how-do-we-build
build list < last-builds
environment protection deployment < who-may-deploy
package list < libraries
package version publish < put-out-library
webhook test ping < try-the-hook
server password reset root < cant-log-into-server
server rename < call-the-server
server backup enable < keep-copies
server ssh_key < log-into-machine
server power_off shutdown < turn-the-machine-off
server power_on start < turn-the-machine-on
ip_address assign < give-an-address
network create < private-wire
vpc network subnet < own-corner
region location list < where-in-the-world
size plan type list < which-sizes
cost usage project < which-project-costs
cluster upgrade version < newer-kubernetes
cluster kubeconfig credential < get-into-cluster
cluster node_pool scale < more-nodes fewer-nodes
volume detach < unplug-disk
object lifecycle retention < throw-away-after
bucket policy public < anyone-can-read
database replica < read-copy
database restart failover < switch-to-standby
database slow_query performance < why-is-database
cdn cache purge < refresh-everywhere
dns record update < change-where-points
dns record delete < stop-pointing
mail domain verification < prove-we-own
container diff change < what-did-it-change
container wait < tell-me-when-it-stops
container pause < hold-still freeze-the-container
image search registry < is-there-an-image
image history layer < how-was-it-made
image tag < give-image-name
image build < bake-an-image
swarm cluster join < take-into-the-cluster
swarm cluster leave < out-of-the-cluster
task service list < where-does-it-run
config create < keep-settings
plugin install < get-the-plugin
system event < whats-been-going-on-on-host
host list < which-hosts
host tag < which-hosts-are
alert history < how-often-did-it-fire
alert rule update threshold < only-above not-below
alert recipient notification_channel contact < who-is-told whom-do-we-tell
incident list < outages when-were-we-down
incident note timeline < what-did-we-do
incident responder add < bring-in-help
maintenance_window downtime create < planned-outage
service dependency map < what-hangs-on
log retention < how-long-do-we-keep
log pipeline parse < take-lines-apart
dashboard share < show-on-the-wall
error event tag < on-which-browser
error release regression < since-new-version
error merge group < same-bug-twice
project key dsn < key-for-sending
team project access < team-can-see
user metadata attribute update < remember-about-user
user merge link identity < same-person-two-logins
user import migrate < bring-users-over
user invite < ask-her-to-join ask-him-to-join
user activity login event < last-seen last-logged-in when-did-she-last when-did-he-last
user list inactive < never-log-in havent-logged-in not-logged-in
user role permission < how-much-may
identity recovery link < cannot-get-into-account cant-get-into-account locked-out-of-account
identity session revoke < end-whatever-is-signed-in
identity schema field < what-do-we-ask-at-signup
message courier email list < did-the-mail-leave
permission relationship check < may-open may-see may-edit can-open can-edit
relationship create grant < should-be-able-to-open
api_key create issue < robot-wants key-for-a-script
api_key rotate < new-key-for
api_key list < which-keys
token introspect verify < is-token-still-good
token revoke delete < key-fell-into
client secret rotate < fresh-secret
organization create < new-customer-company
group create < new-circle
password policy < how-long-must-password
session setting lifetime < logged-out-too-soon stay-logged-in
audit_log export < for-the-auditor
flag environment < only-in-testing
flag archive delete < old-switches
flag list < which-switches what-is-switched-on
event schema < what-do-we-measure
query report export < numbers-into
dashboard chart < curve
model delete < own-model
model usage limit < how-many-questions
thread message create < ask-a-follow-up
vector search query < find-by-meaning
document embedding index < let-it-read
audio translation < from-tape
batch create < many-requests cheaper-overnight
evaluation create < how-good-is-the-model
experiment create < try-two-versions
variable design_token < values-of-design
file version history < back-to-last-week
component instance < copies-of-button
prototype < clickable
webhook event log < what-was-sent-to-us
repository member collaborator list < who-works-on-the-code
repository delete archive < nobody-maintains
branch list < lines-of-work
pull_request list stale < lying-around-for
workflow list < what-is-automated
deployment list < what-did-we-put-live
secret list < which-passwords
server list cost < which-machine-costs
server stop < let-the-machine-sleep
server snapshot create < before-i-break before-i-touch
volume list unattached < disks-nobody
database create < need-a-database
domain list expiration < names-that-run-out
dns record list mx < mail-goes-where
certificate create < https-for
container list log < which-one-crashed
container image update < newer-image
service update image < run-the-new-image
incident create page < sound-the-alarm raise-the-alarm
alert list acknowledge < who-has-seen-the
monitor status < green-or-red
metric submit < send-our-figures
error event list < latest-crashes what-goes-wrong-most
user list < whos-registered who-is-registered
user create invite < get-her-set-up get-him-set-up get-them-set-up
user role assign group < same-rights-as
user session list < still-logged-in
user factor list < which-second
application permission consent list < what-may-app
flag update rollout < half-of-users for-everyone-now
model usage cost < what-do-we-pay-for-ai
file component list < which-parts
`;
