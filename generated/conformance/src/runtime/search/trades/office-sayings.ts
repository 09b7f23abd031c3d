/** How people put what services for calendars, mail, chat, documents, staff, sales, marketing and support do, in the form of `sayings-by-trade.ts`. */
export const officeSayings: string = `
calendar event create < put-in-diary in-my-diary in-the-diary pencil-in set-up-a-meeting get-together sit-down-with catch-up-with book-a-meeting
calendar event list < what-have-i-on am-i-doing my-day day-look-like week-look-like diary
calendar event update < push-back-meeting push-the-meeting move-the-meeting half-an-hour-later
calendar event delete cancel < meeting-is-off scrap-the-meeting call-off-meeting
event rsvp response < cant-make cannot-attend will-be-there say-im-coming count-me-in coming-to
event attendee < who-is-coming whos-coming who-else-is-there
event recurring recurrence < each-week every-other-week standing-meeting
freebusy availability calendar < when-are-free when-free-for are-we-all-free find-a-time time-that-suits gap-in
calendar acl share < see-my-calendar see-my-diary let-see-calendar
calendar list < which-calendars
event reminder < remind-me-before
room resource calendar < meeting-room free-room conference-room
appointment_type event_type scheduling link < people-can-book book-with-me
conference meeting link < video-link zoom-link link-to-join
meeting recording transcript < what-was-discussed minutes-of-meeting
message list search < mails-from any-mail mail-about heard-from did-write did-answer
message send < drop-a-line write-a-mail shoot-a-mail send-a-note let-know-by-mail
message reply < get-back-to answer-mail
message forward < pass-the-mail
message attachment < came-with-mail in-the-mail
message trash delete < bin-the-mail
message archive label < out-of-my-inbox clear-my-inbox off-my-inbox
message spam report < phishing
bounce suppression < bounced-back mail-bounced undeliverable couldnt-be-delivered
unsubscribe list suppression < no-more-mails off-the-list off-our-list take-off-mailing
vacation auto_reply < on-holiday-until away-until
signature < below-my-mails under-my-mails
contact create < save-number add-to-address-book
contact list search < address-book phone-book how-do-i-reach
channel message post < tell-everyone tell-the-team let-everyone-know let-the-team-know put-in-channel
channel create < room-for-the-team place-to-talk
channel archive < close-the-room close-down-channel
channel member invite < pull-into-channel add-to-the-room
channel member list < who-is-in-the-channel who-reads
message history search < what-did-say what-was-said who-said
message update < made-a-typo reword-my-message
message pin < stick-to-top
reaction message < thumbs-up smile-at heart-it
presence status < is-online is-around at-desk
status profile < tell-im-away in-a-meeting
document create < start-a-document blank-document new-doc
document update content < write-into fill-in-document
document search list < where-did-i-put find-the-file where-is-the-file cant-find-file
document share permission < let-read let-see let-look let-open give-a-look show-to-client send-to-client
document permission revoke unshare < stop-sharing no-longer-see shouldnt-see nobody-else-sees
document permission list < who-can-see who-can-open who-can-read who-can-edit
document comment < remarks-on feedback-on what-do-people-say
document version revision < older-version before-the-change as-it-was yesterdays-version
document version restore < back-to-old-version the-way-it-was
document export convert < as-a-pdf into-pdf save-as-pdf
document copy duplicate < same-again-for
document lock < nobody-should-change
file move folder < tidy-up-files sort-files put-in-folder
file upload < put-up-there put-on-drive
file restore trash < deleted-by-mistake threw-away-by-mistake get-file-back deleted-by-accident
folder create < place-for-files
folder share < give-the-team-folder
spreadsheet sheet value < cell in-the-sheet
sheet row append < add-a-line add-a-row
envelope signature request send < get-it-signed get-signed for-signing for-signature needs-signing put-their-name sign-here
envelope status < has-signed signed-yet who-signed hasnt-signed not-signed
envelope void cancel < wrong-contract stop-the-signing
envelope recipient update < wrong-signer someone-else-signs
envelope reminder resend < chase-signature remind-to-sign
envelope document download < signed-copy signed-contract
template document < standard-contract standard-letter boilerplate
employee list < who-works-here who-works-for headcount how-many-people-work staff-list
employee create < takes-up-work new-hire starts-work joins-us started-with-us
employee update < got-married new-surname changed-name moved-department
employee termination offboard < leaving-us gave-notice handed-in-notice laid-off let-go-of
employee manager < reports-to boss-of who-is-her-boss who-is-his-boss
employee salary compensation < pay-rise give-a-raise earns how-much-does-earn
employee document < personnel-file
department list < which-departments org-chart
time_off create < day-off take-off-week book-holiday off-sick called-in-sick is-sick sick-leave parental-leave
time_off approve < grant-holiday okay-the-holiday sign-off-leave
time_off balance < days-left holiday-left how-much-holiday
time_off list absence < who-is-off who-is-away whos-off whos-away on-holiday
worklog time_entry timecard create < log-hours put-down-hours book-hours wrote-hours track-my-time worked-on-for
time_entry start timer < start-the-clock clock-me-in start-working
time_entry stop timer < stop-the-clock clock-me-out knock-off-work
timesheet approve < sign-off-hours okay-the-hours
timesheet list report < hours-this-week how-many-hours how-long-did-work overtime
shift schedule < next-shift
shift swap < covers-for take-my-shift
job posting vacancy < looking-for-someone we-are-hiring
candidate application list < who-applied applied-for applicants cvs
candidate application reject < not-a-fit turn-down-candidate
candidate stage move < next-round through-to
interview schedule < have-a-talk-with meet-the-candidate
offer create < offer-the-job
review performance goal < appraisal how-is-doing
training course < must-attend
benefit enrollment plan < health-plan pension
lead create < came-across someone-interested business-card met-at
lead convert < became-a-customer turned-into-customer
lead list < interested-people might-buy could-buy
deal opportunity list < in-the-pipeline what-are-we-about-to-win about-to-close close-this-month
deal update stage won < won-the-deal closed-the-deal signed-the-deal landed-the-deal won-the-customer
deal update stage lost < lost-the-deal went-to-competitor fell-through
deal amount forecast < how-much-is-it-worth worth-to-us
contact company association < works-at works-for belongs-to-company
contact owner assign < looks-after who-looks-after who-handles account-manager
contact merge duplicate < in-there-twice listed-twice same-person-twice
contact note activity < spoke-to called-with talked-to had-a-call had-lunch
contact list segment < customers-who
contact import < upload-list from-spreadsheet from-excel
contact delete forget gdpr < right-to-be-forgotten erase-everything-about forget-me wants-to-be-forgotten wipe-their-data delete-all-data
contact data export gdpr < what-do-we-know-about everything-we-have-on
task follow_up create < call-back-next follow-up-with
company enrich < find-out-about
pipeline stage < steps-of-sale
campaign create < mail-our-customers write-to-customers write-to-all newsletter
campaign send schedule < goes-out-on send-the-newsletter
campaign report statistic < how-did-newsletter did-it-do how-well-did how-many-opened who-opened who-clicked open-rate click-rate
campaign pause cancel < stop-the-mailing hold-the-newsletter
campaign test < send-me-first
audience segment create < group-of-customers
subscriber add < put-on-the-list
template content < layout look-of-mail
automation workflow < welcome-series drip after-they-sign-up
form create < ask-visitors sign-up-page
landing_page page < page-for-campaign
ticket create < raise-with-support wrote-in complained report-a-problem contact-support
ticket list open < who-is-waiting still-unanswered nobody-answered not-answered still-open in-my-queue
ticket assign < who-is-on-it give-to-someone take-this-one
ticket comment internal note < only-we-see for-colleagues-only
ticket reply comment < tell-the-customer write-to-customer answer-customer
ticket solve resolve close < is-happy-now that-is-done problem-gone
ticket reopen < still-doesnt-work back-again not-fixed
ticket merge < same-complaint same-problem
ticket priority < very-angry really-angry
satisfaction_rating csat < how-happy were-they-happy
macro canned_response template < standard-answer stock-answer ready-made-answer
article help_center knowledge_base < how-to-page faq help-page
article publish < put-in-the-faq
queue view < todo-list-of-support
sla breach < too-long-waiting answered-too-late
survey create < ask-people what-do-people-think opinion-poll
survey send invite distribution < ask-customers
survey response list < who-answered what-did-answer what-did-they-say what-people-said
survey close < stop-taking-answers no-more-answers
form question field < ask-for-in-form
issue create < write-a-ticket file-a-bug raise-a-bug report-a-bug found-a-bug
issue list search < whats-left-to-do what-is-left-to-do what-should-i-do on-my-plate still-to-do
issue assign < who-does-it hand-to
issue transition status < being-worked-on started-on ready-for-testing
issue resolve close done < its-done that-one-done finished-with
issue reopen < still-broken
issue link < blocked-by depends-on has-to-do-with waits-for
issue subtask < break-down into-smaller
issue comment < add-a-remark leave-a-remark
issue due_date < when-is-it-due must-be-done-by due-by
issue overdue list < past-its-date should-have-been-done
issue estimate story_point < how-big-a-job
issue watcher < keep-me-in-the-loop in-the-loop
sprint iteration start < next-two-weeks
sprint report burndown < on-track
board backlog < pile-of-work
project create < new-undertaking
project member < who-is-on-the-project
project status update < how-is-the-project how-far-along
milestone list < when-do-we-ship big-dates
task complete < cross-off
task list < to-dos my-todos
task section column move < drag-to
workspace member invite < get-onto give-a-login
portfolio project < all-our-projects
goal objective key_result < what-we-aim-for
calendar < agenda datebook
event location < where-is-the-meeting
event list upcoming < coming-up next-up
event conflict freebusy < clash double-booked
event attachment < papers-for-the-meeting
event attendee add < bring-along add-to-the-meeting
event attendee remove < take-out-of-the-meeting
working_hours availability < only-mornings not-before-nine
out_of_office event < am-away
message list unread < havent-read not-read-yet
message send schedule < send-in-the-morning
message attachment list < all-the-attachments
message thread summary < long-story
mailbox quota < full-mailbox mailbox-full
mailing_list group member < distribution-list
draft send < off-it-goes
channel list < which-rooms
channel notification mute < pinging-me-all-day too-loud
channel topic description < what-is-the-room-for
message schedule < post-it-later
message thread reply < answer-under
user_group < everyone-in-team
file list recent < worked-on-last
file share link < link-anyone-can
file permission owner transfer < hand-files-to
file preview < quick-look
file comment list < notes-in-the-margin
folder member collaboration < let-into-the-folder
document signature < autograph sign-off
document approval < needs-boss
employee < labourer personnel workforce
employee list manager < who-works-under her-people his-people
employee anniversary birthday < whose-birthday
employee bank_account < where-wages-go
offboarding checklist task < handing-back return-the-laptop
time_off policy < how-many-days-do-we
shift < stint
candidate search < look-for-people
candidate note scorecard < how-was-the-interview
candidate offer < wants-the-job
contractor < freelancer
org_unit department < which-part-of-company
lead < interested-party
lead assign owner < give-lead-to
lead source < where-did-they-hear
account company < key-account big-customer
activity call log < rang-them spoke-with
deal product line_item < what-are-they-buying
deal update close_date < wont-close-until slips
quota forecast < sales-target hit-target
sequence cadence < mail-every-few-days
email_template < form-letter
email event statistic < did-she-open did-he-open did-they-open
contact list subscribe opt_in < wants-our-newsletter
contact unsubscribe opt_out < wants-off wants-out
ticket < helpdesk grievance
ticket status pending < waits-for-customer
ticket field < kind-of-problem
ticket attachment < what-did-they-send
ticket requester < who-asked who-wrote-to-us
agent list < who-is-in-support
agent status < takes-a-break
chat conversation transfer < give-chat-to
survey question create < ask-another-question
survey result export < answers-into
issue field custom_field < extra-box
issue type < kind-of-ticket
issue move project < belongs-in-other-project
issue vote < me-too
issue description update < describe-better
board column status < new-column
board card < sticky-note
card < on-the-board
checklist item < ticked
epic < big-topic
time estimate < how-much-longer
version release date < when-does-it-come-out
dependency link < must-come-first
project template < same-setup-as
project archive close < project-is-over
workload capacity < too-much-to-do overloaded who-has-time
employee termination < her-last-day his-last-day
event attendee response < said-yes said-no who-said-yes
event create attendee < get-everyone-in-a-room
event series < every-time
message search attachment < that-attachment
message label < put-a-flag colour-code
contact update < has-a-new-job
channel member remove < throw-out-of-channel
file request upload < ask-them-to-send
file version upload < newer-copy put-the-new-one
file shared_link expiration < only-for-a-week stops-working-after
file download < save-to-my-computer get-me-a-copy
folder list item < whats-in-the-folder what-is-in-the-folder
employee list < who-is-new new-people
employee search < who-sits which-colleague
employee job_title update < got-promoted
time_off list < who-is-not-in whos-not-in
timesheet list missing < hasnt-put-in-hours forgot-hours
timesheet reject < hours-wrong
payroll employee < what-do-we-pay
deal create < might-become-business chance-of-business
deal list stale < gone-quiet gone-cold
contact list inactive < long-time-no
campaign list < what-mails-went
campaign subject content update < other-subject-line
ticket list customer < what-did-complain-about
ticket escalate < higher-up to-second-level
survey response statistic < what-is-the-result
issue create subtask < smaller-pieces
issue assign watcher < keep-an-eye-on-ticket
issue history changelog < who-moved-the-ticket
issue list sprint < in-this-round
project list < what-are-we-working-on
`;
