/** Tokens of what people plan, draw, write, sell and store with. */
export const workTokens = `
linear-key lin_api_%a{32,} lin_oauth_%a{32,} lin_wh_%a{32,}
notion-token ntn_%a{40,} secret_%a{43}(?!%a)
airtable-token pat%a{14}[.]%h{62,66}
clickup-token pk_%d{6,9}_%u{32}
figma-token figd_[A-Za-z0-9_=-]{40,} figo_%w{40,} figp_[A-Za-z0-9_=-]{40,} figor_%w{40,}
typeform-token tfp_%t{40,}
contentful-token CFPAT-%w{40,}
adobe-secret p8e-%w{32}(?!%w)
frameio-token fio-u-[A-Za-z0-9_=-]{60,}
dropbox-token sl.u.%w{100,} sl.%w{100,}
retool-token retool_%w{20,}
cal-key cal_live_%h{32} cal_%h{32}(?!%a)
hubspot-token pat-na1-%i pat-na2-%i pat-eu1-%i pat-ap1-%i
salesforce-token 00D%a{12}![A-Za-z0-9_.]{80,} 3MVG9[A-Za-z0-9_.+/=]{80,} 5Aep861[A-Za-z0-9_.=]{70,}
zoho-token 1000.%h{32}[.]%h{32}
close-key api_%a{20,24}[.]%a{20,24}
bannerbear-key bb_pr_%h{30} bb_ma_%h{30}
adafruit-key aio_%a{28}(?!%a)
ubidots-token BBFF-%a{30} BBUS-%a{30}
finage-key API_KEY%u{32}(?!%a)
fleetbase-key flb_live_%a{20} flb_test_%a{20}
intra42-secret s-s4t2ud-%h{64} s-s4t2af-%h{64}
settlemint-token sm_aat_%a{16} sm_pat_%a{16} sm_sat_%a{16}
besttime-key pri_%h{32}(?!%a)
imgix-key ak_%h{64}
`;
