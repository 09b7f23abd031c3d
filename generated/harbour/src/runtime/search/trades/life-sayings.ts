/** How people put what services for telephony, cars and homes, health, learning, media, maps and registers do, in the form of `sayings-by-trade.ts`. */
export const lifeSayings: string = `
call create < give-a-ring give-a-call ring-her ring-him get-on-the-phone phone-the-customer
call list < who-rang missed-calls who-tried-to-call
call recording < what-was-said-on-the-phone listen-to-the-call listen-back
call transfer < hand-the-call-over
call forwarding < calls-go-to send-calls-to ring-at-home
voicemail < left-a-message answering-machine
phone_number search available < new-number local-number
phone_number order buy < get-a-number need-a-number
phone_number release delete < give-up-number number-no-longer
phone_number porting < take-our-number keep-our-number bring-our-number
message send sms < text-her text-him text-the-customer shoot-a-text
message status delivery < text-arrived did-she-get did-he-get did-they-get get-the-message get-the-text reached-them
message schedule < text-later
opt_out < stop-texting no-more-texts
verification code < check-the-number send-a-code
sim_card data usage < used-up-data
sim_card activate < switch-on-sim
sim_card disable < turn-off-sim stolen-sim
ivr menu flow < press-one welcome-message
queue agent < free-agent who-takes-calls
conference participant < add-to-the-call bring-into-the-call
vehicle location < where-is-my-car where-is-the-car where-did-park parked where-is-the-van where-is-the-truck
vehicle lock < lock-the-car
vehicle unlock < open-the-car
vehicle charge battery state < how-full-is full-battery range-left how-far-can-i-go
vehicle charging start < fill-it-up charge-it top-up-battery
vehicle charging stop < stop-filling unplug
vehicle odometer < how-far-has how-many-miles how-many-kilometers miles-on-it
vehicle charging schedule policy < only-at-night when-power-is-cheap when-it-is-cheap charge-at-night cheap-power
vehicle maintenance service < due-for-service
vehicle trip list < where-has-it-been
vehicle unlink disconnect user < sold-the-car sold-my-car sold-hers sold-his
charging statistic energy cost < how-much-power
charger status < wall-box wallbox charger-free charger-busy
fleet vehicle list < our-cars our-vans our-trucks
device list < what-is-connected
device command < tell-the-device
device status online < still-connected offline
device firmware update < newest-software
sensor measurement reading < how-warm how-cold how-damp what-does-sensor-say
light turn_on < lights-on
light turn_off < lights-out lights-off
thermostat temperature set < make-it-warmer turn-up-heating too-cold too-hot turn-heating-down
unlock door < let-someone-in
lock door < front-door
camera snapshot stream < who-is-at-the-door what-does-camera-see
alarm arm < leaving-the-house
scene activate < movie-night bed-time
automation rule create < whenever-this-happens
meter reading energy < how-much-power-used electricity
appointment create book < see-a-doctor see-the-doctor get-an-appointment squeeze-in
appointment cancel < wont-come cant-come not-turning-up
appointment list < who-comes-in on-the-books
appointment reschedule update < come-another-day another-time
appointment no_show < didnt-turn-up didnt-show
slot availability schedule < free-slot next-free first-free when-can-i-come any-openings
patient record < medical-file patients-file
patient search < look-up-patient
prescription medication create < put-on-tablets pills tablets
prescription renew refill < more-pills ran-out-of-pills
observation result lab < blood-test test-results came-back-from-lab blood-pressure
condition diagnosis < suffers-from illness
allergy intolerance < cannot-take reacts-to
immunization vaccination < jab shots
referral < send-to-specialist
practitioner schedule < doctors-hours when-is-the-doctor
coverage insurance eligibility < are-they-insured is-it-covered
consent < agreed-to-treatment
course enrollment create < put-in-the-class join-the-class sign-up-for-class
course enrollment list < who-takes who-is-in-my-class class-list
course enrollment delete < drop-the-class drops-out
assignment create < give-homework set-homework
assignment submission list < handed-in who-handed-in not-handed-in
assignment due_date < more-time-for
submission grade < mark-the-homework give-a-mark
grade list report < how-is-student-doing report-card
attendance < who-was-missing who-was-there played-truant
lesson module create < teaching-material
quiz question < test-question
certificate < passed-the-course
status post create < tell-the-world share-a-thought put-on-my-wall put-on-my-page
status post schedule < post-later goes-up-at
status post delete < take-my-post-down regret
status post update < fix-my-post
status favourite like < give-a-heart liked-it
status reblog share < pass-on-to-followers
status context reply list < what-did-people-answer who-replied
timeline feed < what-is-new-from whats-going-on what-are-people-saying whats-happening
account follow < keep-up-with want-to-see-more-from
account unfollow < dont-want-to-see seen-enough
account mute < not-hear-from bothers-me annoying
account block < keep-away-from stop-from-contacting never-hear-from
account report < being-nasty harasses bullying
account follower list < who-follows who-reads-me
account relationship < do-i-follow does-follow-me
follow_request accept < let-follow
direct_message < write-privately just-between-us
hashtag trend < what-is-hot trending hot-topics
list account add < put-on-my-list
media upload < add-a-photo with-a-photo with-picture
insight post statistic < how-did-my-post reach-people
page audience < who-are-our-followers
event create < throw-a-party
event attendee < going-to-party
place search nearby < near-me round-here around-the-corner
geocode address < where-exactly-is coordinates-of on-the-map
reverse_geocode < what-is-at
route direction < how-do-i-get-to quickest-way shortest-way
route matrix distance duration < how-long-does-it-take how-far-is-it how-far-away
place detail < what-is-it-like opening-times-of
map tile image < picture-of-map
track search < that-song-with the-song-that
playlist track add < put-on-the-playlist add-the-song
playlist create < mix-tape
player play < put-on-music put-on-the-song
player pause < stop-the-music
player next skip < next-song dont-like-this-song
player volume < louder quieter turn-it-down
player current queue < what-is-playing whats-playing
library saved track < my-songs songs-i-like
recommendation < something-like-this similar-music what-should-i-watch
history play recent < listened-to-last watched-last
show episode < next-part newest-episode
video upload < put-my-film
video statistic < how-many-watched how-many-views
video caption < words-below subtitles
live_stream create start < go-on-air
live_stream stop end < off-air
channel subscription < new-videos-from
rating review < what-do-critics-say
ad campaign create < run-an-ad advertise run-ads
ad campaign pause < stop-the-ads ads-off
ad campaign budget update < spend-more-on-ads spend-less-on-ads
ad campaign report insight < did-the-ads-work what-did-ads-bring ads-do
ad audience target < show-the-ad-to who-sees-the-ad
ad creative < picture-for-ad
keyword bid < what-do-we-pay-per-click
conversion < bought-after-click
company search register < who-is-behind registered-firm company-number
company filing document < filed-accounts papers-filed
company officer < who-runs-the-company directors
company owner beneficial_owner < who-owns-the-company
person register certificate < born-on birth-certificate
vehicle register lookup < number-plate license-plate
parcel property register land < who-owns-the-land land-registry
permit application create < apply-for-a-permit ask-for-permission-to-build
permit application status < has-council-decided
tax declaration < declare-income
court case < lawsuit-against
election poll < who-is-standing
dataset download < open-data figures-on
notice < officially-announced
forecast weather < will-it-rain need-an-umbrella how-warm-will
weather current < what-is-it-like-outside
weather alert < storm-coming
air_quality < safe-to-breathe
astronomy sun < sunrise sunset
match fixture < who-plays next-game
standing league_table < who-is-first who-leads
score result < how-did-it-end who-won
recipe search < what-can-i-cook
meal plan < eat-this-week
workout activity < went-running went-for-a-run
goal step < how-many-steps
pet animal < dog cat puppy
adoption < looking-for-a-home
book loan < borrowed lend-out
book hold reserve < keep-the-book
call hold < ask-to-wait
call mute < not-hear-them
call quality < crackles bad-line
phone_number list < which-numbers our-numbers
phone_number configure < where-does-number-ring
message template < standard-text
contact block number < nuisance-calls
greeting prompt < what-callers-hear
business_hours schedule < when-phones-open
vehicle < automobile van truck lorry
vehicle alert diagnostic < warning-light engine-light
vehicle tire pressure < flat-tyre tyres
vehicle climate start < warm-up-the-car cool-down-the-car
vehicle trunk open < boot-open
charger start charging < begin-charging
charging session list < charged-where
solar production < panels-made
thermostat schedule < warm-by-morning
light brightness < dim brighter darker
device rename < call-the-lamp
device pair add < new-lamp new-gadget
device remove unpair < gave-away
sensor alert < tell-when-wet
camera recording event < what-happened-at-door
irrigation start < water-the-garden
vacuum clean start < hoover
lock access_code < code-for-the-cleaner
appointment < check-up checkup consultation
appointment availability practitioner < who-can-see-me
appointment confirm < is-it-still-on
patient < client-of-the-clinic
patient contact < next-of-kin
patient create < new-patient
encounter note < what-did-doctor-say
document report < discharge-letter
medication list < what-is-she-taking what-is-he-taking
billing insurance claim < sent-to-insurer
bed admission < admit
course < seminar workshop
course content < reading-list
course create < teach-a-new
student progress < how-far-is-student
student < kid
student grade update < better-mark
guardian parent < mum dad
class schedule timetable < when-is-class
school < academy college
announcement create < tell-the-class
discussion forum < talk-about-in-class
quiz attempt < tries-at-the-test
library item < borrowable
post statistic < how-many-saw
post comment hide < rude-comment
post tag mention < who-is-in-the-picture
story < gone-after-a-day
profile header avatar < my-face
profile field bio < about-me
account migrate move < move-to-another-server
follow list < whom-do-i-follow who-do-i-follow
suggestion follow < who-could-i-follow
conversation delete < old-chat
filter keyword < never-see-the-word dont-show-me
bookmark list < kept-for-later saved-for-later
poll create < ask-my-followers
poll vote < my-choice
route optimize < best-order-of-stops
address search geocode < find-the-street
timezone lookup < what-time-is-it-in
elevation < how-high
boundary area < which-district
place hours < still-open
track audio_feature < how-fast-is-the-song
artist < singer band
artist top track < best-songs
album track < whats-on-the-album
playlist reorder track < song-first
playlist collaborator < add-songs-together
episode podcast < podcast-about
podcast show follow < new-episodes
movie search < film-with
movie recommendation < what-to-watch
watchlist add < want-to-watch
video delete < take-video-down
video thumbnail < cover-picture
video comment < what-do-viewers-say
stream key < what-do-i-stream-with
ad < advert commercial
ad account spend < how-much-went-on-ads
ad status reject review < why-was-ad
ad group keyword < words-we-show-for
pixel conversion tag < measure-sales
business register change < moved-seat
company search < is-it-a-real-company
license permit < allowed-to-run
inspection report < was-it-inspected
meeting council agenda < what-does-council
tender procurement < public-contract
forecast hourly < rain-later when-does-rain
forecast daily < next-days
uv index < sunburn
tide marine < high-water
earthquake alert < shook
game player statistic < how-did-player
team roster < who-is-in-the-squad
leaderboard < who-is-winning
book search < novel
hold cancel book < dont-need-the-book
call create < get-on-the-line
message list < what-did-we-text
vehicle list < which-cars
vehicle battery < flat-battery dead-battery
vehicle user share access < let-drive
device status < does-the-lamp
device group room < everything-upstairs
appointment list practitioner < my-next-patient todays-patients
patient message < tell-the-patient
course progress < how-far-through
submission comment feedback < what-did-teacher-say
post list < what-did-post
post insight < which-post-did-best
account suspend < ban-for
account verify badge < blue-tick
place search rating < good-place-for
playlist create track < songs-for-a-party
subscription channel list < what-do-i-subscribe
ad create campaign < promote-our
company document download < extract-from-register
weather history < did-it-rain how-was-weather
`;
