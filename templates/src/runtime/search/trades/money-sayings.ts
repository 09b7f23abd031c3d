/** How people put what services for payments, billing, accounts and banks do, in the form of `sayings-by-trade.ts`. */
export const moneySayings: string = `
refund reversal < charged-twice billed-twice paid-twice double-charged overcharged overpaid paid-too-much charged-too-much wants-money-back their-money-back
refund list < money-went-back
refund amount < part-of-the-money half-the-money half-back
dispute chargeback < didnt-make-this doesnt-recognize not-recognise not-my-charge never-bought-this complained-to-bank bank-took-back
dispute evidence submit < prove-they-bought show-they-bought
payment charge attempt decline < card-refused card-rejected card-bounced payment-bounced didnt-clear card-turned-down
payment charge status < money-come-in money-arrived been-paid got-paid
payment charge list < takings
payment_method card < new-card card-on-file stored-card card-expired credit-card debit-card bank-details paying-by
payment_method default < pay-from charge-from
payment_method detach < forget-card drop-card remove-card
customer create < new-client sign-up-client
subscription cancel < stop-paying stop-billing stop-renewing dont-renew doesnt-renew wont-renew not-renew quit-plan ends-plan
subscription pause < take-a-break skip-a-month skip-month put-billing-on-hold
subscription resume < start-billing-again back-on-plan
subscription trial < free-trial free-month free-week trial-period
subscription price plan < cheaper-plan bigger-plan smaller-plan other-plan move-up-plan
subscription list < churn renewals coming-up-for-renewal
subscription schedule < from-next-year from-next-month
invoice list unpaid < still-owes owe-us outstanding not-been-paid behind-on-payments late-payers late-payments past-due
invoice send < chase chase-up dun payment-reminder nudge-to-pay remind-to-pay
invoice void < wrong-invoice made-in-error invoice-by-mistake
invoice uncollectible void < never-pay-us wont-pay give-up-on
invoice pay mark < settled paid-cash paid-by-check paid-in-cash paid-by-transfer paid-outside
invoice line_item < add-to-the-bill on-top-of-bill put-on-the-bill charge-extra
invoice pdf download < copy-of-the-bill copy-of-invoice print-bill
invoice create < bill-them bill-him bill-her write-up-a-bill ask-for-money
receipt send < proof-of-payment
credit_note invoice < knock-off take-off-the-bill goodwill make-up-for
credit_note credit < owe-them
customer balance credit < store-credit account-credit in-credit
coupon promotion_code discount < ten-percent half-price money-off percent-off special-offer sale-code deal-code
coupon delete < offer-over offer-ends stop-the-offer
price tier < volume-price per-seat
product price < what-does-it-cost how-much-is what-do-we-charge price-list
tax_rate tax < sales-tax tax-free exempt
tax tax_id < vat-number tax-number
tax report form < tax-return end-of-year-tax
payout list < paid-out hit-our-bank reach-our-bank into-our-bank when-do-we-get-money landed-in-bank
payout create < cash-out draw-money pay-ourselves get-money-out
payout schedule < how-often-paid pay-us-weekly pay-us-daily
balance < how-much-money how-much-have how-much-left what-have-we-got money-in-account money-available
balance_transaction balance < where-did-money-go fees-we-paid
payment_link checkout < way-to-pay pay-online page-to-pay
checkout session < buy-button
terminal reader < card-reader swipe tap-to-pay till-device
card create issue < virtual-card staff-card company-card new-plastic
card freeze cancel < lost-card stolen-card card-stolen card-lost card-gone
card limit spending_control < spend-at-most cap-spending spend-no-more
authorization decline approve < tried-to-pay why-was-card
fraud risk review < looks-fishy looks-suspicious dodgy stolen-cards
account bank_account < where-the-money-goes our-bank
account_holder account owner < belongs-to-account whose-account
bank transfer payment < wire wire-money bank-wire move-money
transfer payment create < send-money pay-supplier pay-landlord pay-bill pay-rent
transfer cancel < call-back-transfer stop-transfer wrong-account sent-by-mistake
transfer status < arrived-yet money-there-yet money-get-there
transfer recurring schedule < standing-order every-month-to regular-payment
direct_debit mandate < allow-to-collect take-from-account collect-from-account
beneficiary recipient counterparty < pay-to someone-to-pay payees
transaction list < bank-movements what-did-spend went-out goes-out in-and-out ins-and-outs spending
transaction category < where-money-goes eating-out
transaction match reconcile < tally-up line-up-with ties-up match-to-bank unmatched
transaction split < two-purposes
transaction note receipt attachment < what-was-this-for
statement export < bank-statement statement-for-accountant
standing_order direct_debit < bills-leaving
savings_goal pot savings < put-aside rainy-day piggy-bank
loan repayment < pay-off pay-down still-to-pay
loan application < borrow lend
loan mortgage < house-loan
interest rate < percent-on-savings
exchange_rate rate currency < in-dollars in-euros worth-in how-many-euros how-many-dollars
currency conversion exchange < swap-money foreign-money
identity verification kyc < prove-who-they-are prove-identity show-passport who-they-say
account onboarding requirement < papers-missing what-is-missing cant-be-paid
expense create < claim-back out-of-pocket put-in-expenses file-expense
expense report < business-trip travel-costs trip-costs
expense approve < sign-off-expenses okay-expenses
receipt attachment upload < snapped-receipt photo-of-receipt
mileage expense < drove-for-work kilometers
bill payable < what-we-owe money-we-owe our-suppliers have-to-pay
bill create < enter-a-bill supplier-invoice
bill payment < pay-supplier
account chart ledger < book-keeping bookkeeping
journal_entry journal ledger < post-to-books
report profit_and_loss < how-much-profit make-money profit in-the-black in-the-red
report balance_sheet < what-we-own assets-and-debts
report aged_receivables < how-late who-owes-most
period close lock < close-the-books month-end year-end
budget < planned-spending how-much-may-spend
cost_center department < charged-to
bank_feed connection < link-bank connect-bank
payroll run < pay-staff pay-everyone pay-day wages-out
payslip payroll < pay-slip
donation < give-to-charity donor
gift_card balance < on-the-voucher left-on-card
wallet balance < in-my-wallet
crypto wallet address < coins
order trade < buy-shares sell-shares buy-stock sell-stock
position portfolio holding < what-do-own my-shares my-investments
quote price market < share-price stock-price trading-at
dividend < paid-by-shares
policy quote insurance < insure cover-for
claim create < had-an-accident make-a-claim
claim status < insurer-paid
premium payment < insurance-costs
fee < what-do-you-charge bank-charges hidden-costs
limit < how-much-can-send how-much-may-pay spend-per-day
dispute fraud report < didnt-do-that someone-used-my-card
usage_record meter_event < used-this-month count-usage report-usage
billing_portal customer session < let-them-change-card
revenue report < turnover how-much-did-we-make how-much-did-we-sell sales-figures
quote invoice convert < turn-into-invoice turn-quote
quote accept < said-yes-to-offer took-our-offer
quote create < make-an-offer price-them give-a-price
purchase_order create < order-from-supplier buy-from-supplier
payout transfer < remit remittance
refund < refundable
invoice bill < billed invoiced
invoice list overdue unpaid < debtors arrears unsettled delinquent
payment installment schedule < in-parts pay-in-parts instalments
payment authorize capture < put-a-hold-on blocked-on-card
payment retry attempt < try-the-card-again charge-again
charge list failed decline < failed-payments payments-that-failed payments-failed
tip gratuity < tips
customer tax_id exemption < charity-pays-no
dispute list < cases-at-the-bank being-contested
subscription item quantity < add-a-seat more-seats fewer-seats extra-licence
subscription update prorate < halfway-through-the-month
plan product price list < which-plans what-plans plans-do-we
account bank balance < overdrawn in-the-red-at-bank
account close < shut-the-account
account create open < open-an-account
card pin reset < forgot-pin new-pin
card replace reissue < send-another-card
card list < which-cards plastic
cardholder create < give-a-card
transaction export < for-the-accountant for-my-accountant to-the-accountant
transaction search list < what-was-that-payment a-payment-from money-from
transaction pending < still-on-its-way
expense list report < what-did-trip-cost spent-on-travel
vendor payment < pay-our-suppliers
tax rate < which-tax
report cash_flow < money-in-and-out money-coming-in
contact supplier customer < business-partner
donation list < who-gave
fundraiser campaign < raise-money
pension < retirement
merchant account requirement < why-cant-we-be-paid
fee application_fee < our-cut our-share
reward points < cashback
payment status decline < why-did-payment-fail why-was-it-refused
payment list < who-has-paid has-paid have-they-paid did-she-pay did-he-pay did-they-pay
invoice list customer < what-have-we-billed
invoice due_date update < more-time-to-pay pay-later
invoice send email < mail-the-bill send-the-bill
invoice delete draft < throw-the-draft-bill
payment_method update < new-bank-details paying-with-another
refund status < money-back-yet
subscription create < sign-them-up put-on-a-plan
subscription list cancel < who-cancelled who-left-us who-quit
product create price < start-charging-for
tax calculate < how-much-tax
payout fail < never-reached-our-bank
transfer list < what-did-we-send-out
account statement balance history < over-the-year
budget alert < spent-too-much overspend overspent
loan payment schedule < when-is-next-rate
account verify < test-deposit small-deposits pennies
card transaction list < what-was-bought-with
employer payroll tax < withheld
`;
