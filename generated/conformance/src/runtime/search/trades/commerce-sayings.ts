/** How people put what shops, carriers, travel and property services do, in the form of `sayings-by-trade.ts`. */
export const commerceSayings: string = `
order create < ring-up take-an-order take-order place-an-order put-through-order buying
order list < who-bought what-did-buy bought-last came-in-orders what-sold
order cancel < changed-her-mind changed-his-mind changed-their-mind dont-want-it-any-more doesnt-want-it scrap-the-order
order update < add-to-order wrong-size-ordered forgot-to-add
order status < where-is-my-order on-its-way gone-out shipped-yet
order complete < handed-over picked-up-order
order note < gift-message leave-at-door
draft_order order < phone-order
fulfillment shipment create < send-it-out ship-out get-it-out out-the-door dispatch-it
fulfillment order list < still-to-ship not-shipped waiting-to-ship to-be-packed needs-packing
return order < send-it-back brought-back doesnt-fit not-fit wrong-colour wrong-item broken-item arrived-broken damaged
return create label < return-label
exchange return < other-size different-size
refund order < refund-shipping
product create < start-selling new-line put-on-sale sell-a-new list-for-sale
product update < change-the-text reword
product archive delete < stop-selling no-longer-sell dont-sell discontinued
product publish < in-the-shop-window put-online show-in-shop
product list < what-do-we-sell our-range assortment best-seller
product image < product-photo product-picture
product variant < in-blue in-red
category collection product < shelf aisle kind-of-goods
price product < mark-down knock-down
price_list price < wholesale trade-price
inventory stock level < do-we-have-left how-many-left how-many-do-we-have still-have running-low nearly-gone almost-gone in-the-warehouse on-the-shelf on-hand
inventory adjust adjustment < miscounted counted-again stock-take stocktake broke-some shrinkage
inventory transfer < send-to-other-shop between-shops between-warehouses
purchase_order supplier < order-more get-more-in stock-up restock replenish
supplier vendor < who-do-we-buy-from
cart item < in-basket put-in-basket shopping-bag
cart checkout abandoned < left-in-basket didnt-finish-buying never-checked-out
discount coupon < code-doesnt-work voucher-code
customer list < best-customers who-shops
customer merge < twice-in-system
customer address < moved-house new-address
customer order history < bought-before ever-bought
loyalty points account < stamps bonus-points points-on-card
gift_card create < present-card gift-voucher
review product < what-do-buyers-say
store location < which-shop nearest-shop nearest-store open-a-shop
store hours business_hours < opening-times when-open when-do-you-open closed-on open-late
cash_drawer shift < cash-up count-the-till float
employee shift < who-is-working who-works-when on-duty rota roster
table reservation < book-a-table
menu item < on-the-menu off-the-menu
order ticket kitchen < for-the-kitchen
delivery quote < how-much-to-deliver cost-to-deliver
delivery driver courier < who-brings-it rider
delivery status tracking < arrive-yet when-does-it-come when-will-it-come on-the-van out-for-delivery
delivery reschedule < bring-it-another-day not-at-home nobody-home
rate shipping quote < what-does-it-cost-to-send cost-to-ship cheapest-way postage-for
shipment create label < send-a-box send-a-parcel send-the-parcel post-a-parcel
shipment cancel void < dont-send stop-the-parcel label-by-mistake
shipment tracking event < got-lost lost-in-the-post held-up stuck-in-customs never-turned-up whereabouts
label print document < sticker
manifest pickup < hand-to-carrier end-of-day-list
pickup schedule collection < come-and-collect fetch-from-us collected-from
customs declaration document < across-the-border abroad-papers
address validate < does-address-exist address-right
address autocomplete < start-typing
package dimension weight < how-heavy
return shipment label < send-back-to-us
warehouse location bin < where-is-it-stored which-shelf
route stop driver < round-trip delivery-round
freight load shipment < lorry truckload pallet container-ship
vehicle driver assign < who-drives
trip search journey < how-do-i-get
trip list < trains-to buses-to next-train next-bus last-train first-train
flight search offer < fly-to flights-to cheap-flights fly-out
flight status < plane-late plane-delayed landed-yet
seat seat_map < window-seat aisle sit-together
baggage luggage < suitcase bags
booking create reservation < reserve-a-room book-a-room get-me-a-seat get-a-ticket book-me get-us-tickets
booking cancel < cant-make-it cannot-make-it not-coming no-longer-going trip-off wont-travel cancel-my-trip
booking update < travel-later different-day other-date another-date come-earlier
booking list < my-trips have-booked have-i-booked
booking payment < pay-for-trip
passenger traveler < who-is-flying fellow-travellers
property availability room < free-rooms rooms-free vacancy any-room
hotel search < place-to-stay somewhere-to-stay where-to-sleep
rate property price < per-night a-night
guest reservation check_in < arrives-at-hotel
check_in booking < check-me-in boarding-pass
station search < nearest-station
timetable schedule departure < leaves-at when-does-leave
ticket refund < ticket-money-back
ticket download pass < show-at-the-gate
event ticket list < what-is-on whats-on exhibition
hours museum opening < open-at-weekends
car rental vehicle < hire-a-car rent-a-car
car rental return < bring-back-car
ride request < pick-me-up get-me-a-cab
ride cancel < dont-need-cab
charger station location < where-can-i-charge
parking reservation < where-to-park
listing property < house-for-sale flat-for-sale for-rent to-let apartments houses
listing publish < put-on-the-market
listing update status < sold-the-house taken-off-market under-offer
viewing appointment showing < look-round see-the-house see-the-flat
lease tenant contract < rents-from renter
rent payment < paid-the-rent behind-with-rent
maintenance request work_order < tap-drips heating-broken broken-heating needs-repair call-a-plumber repairs
valuation estimate property < house-worth
agent broker property < who-sells
product < merchandise wares gadget
product attribute metafield < washing-instructions made-out-of
order line_item remove < take-one-off take-off-the-order
order refund < refund-one-item
order address update < wrong-address sent-to-wrong
order fulfillment status < packed-yet
order list unpaid < ordered-and-not-paid
order risk < fake-order
order export < orders-into
customer segment < big-spenders haven-bought havent-bought
customer account invite < let-her-log-in-to-shop
discount usage list < who-used-the-code
inventory location level < which-branch-has
inventory alert threshold < tell-when-low
inventory lot batch expiration < best-before
supplier order receive receipt < goods-came-in goods-in got-delivered
store < boutique kiosk stall market-stall
employee time_clock < punched-in
cart discount apply < use-a-code
payment order capture < take-the-money
shipment dispute claim create < got-smashed got-broken broke-on-the-way lost-parcel
shipment insurance < insure-the-parcel
shipment address < where-to-send
shipment list < what-did-we-send parcels
shipment batch < many-parcels
carrier list < who-can-carry which-carriers
carrier account link < our-contract-with
pickup location < fetch-it-herself fetch-it-himself collect-it-myself pick-it-up-myself
proof_of_delivery document < who-signed-for-it left-with-the-neighbour
tracking subscribe webhook < tell-when-it-arrives
customs tariff duty < import-tax
trip booking < holiday-trip city-break
trip < outing voyage tour
reservation waitlist < fully-booked let-me-know-if-free
reservation deposit < pay-upfront
reservation guest update < one-more-person
room type amenity < with-balcony sea-view
hotel review rating < any-good
flight change rebook < earlier-flight later-flight missed-my-flight
fare price rule < cheapest-fare
ticket < pass-for-the-day
ticket qr_code barcode < code-at-the-gate scan-at-the-door
event update special < new-date-for-the-show
restaurant < somewhere-to-eat place-to-eat
menu price < what-does-dish-cost
tenant < lodger
property < bungalow cottage condo
landlord owner < who-owns-the-house
inspection property < check-the-flat
table reservation < table-for-two table-for-four
flight status < land-on-time
`;
