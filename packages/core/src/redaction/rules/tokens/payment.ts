/** Keys of what takes payments, and of shops. */
export const paymentTokens = `
apideck-key sk_live_[A-Za-z0-9-]{93}(?!%w)
stripe-key sk_live_%a{10,} sk_test_%a{10,} sk_prod_%a{10,} rk_live_%a{10,} rk_test_%a{10,}
  rk_prod_%a{10,} sk_org_%w{20,} whsec_%b{20,}={0,2} pi_%a{24}_secret_%a{20,}
  seti_%a{24}_secret_%a{20,}
square-token sq0atp-%w{22,} sq0c%l{2}-%w{22,} sq0i%l{2}-%w{22,} EAAA%w{22,60}(?!%w) EAAl%w{60}(?!%w)
braintree-token access_token$production$%l{16}[$]%h{32} access_token$sandbox$%l{16}[$]%h{32}
paypal-token A21AA%w{60,}
razorpay-key rzp_live_%a{14,} rzp_test_%a{14,}
flutterwave-key FLWSECK-%l{32}-X FLWSECK_TEST-%l{32}-X FLWSECK_TEST-%l{12} FLWSECK_TEST%h{12}
adyen-key AQE%lhm%b{50,}
plaid-token access-sandbox-%i access-development-%i access-production-%i
paddle-key pdl_live_apikey_%l{20,}_%a{20,}_%a{3} pdl_sdbx_apikey_%l{20,}_%a{20,}_%a{3}
  pdl_ntfset_%l{20,}_%b{20,}
polar-token polar_oat_%w{30,} polar_pat_%w{30,} polar_rst_%w{30,}
pagarme-key ak_live_%a{30} ak_test_%a{30}
mercadopago-token APP_USR-%d{10,}-%d{6}-%h{32}-%d{5,} TEST-%d{10,}-%d{6}-%h{32}-%d{5,}
shippo-token shippo_live_%x{40} shippo_test_%x{40}
easypost-key EZAK%a{54} EZTK%a{54}
duffel-token duffel_live_[A-Za-z0-9_=-]{43} duffel_test_[A-Za-z0-9_=-]{43}
ramp-secret ramp_sec_%a{48} ramp_id_%a{40}
brex-token bxt_%a{20,}
mercury-token mercury_production_%w{20,} mercury_sandbox_%w{20,}
checkout-key sk_%i sk_sbox_%l{24,} cus_%l{26}(?!%a)
ticket-tailor-key sk_%d{4}_%d{6}_%h{32}
recharge-token sk_%dx%d_%h{56,} sk_%d%dx%d_%h{56,}
iex-key sk_%h{32}(?!%a)
shopify-token shpat_%a{32,} shpca_%a{32,} shppa_%a{32,} shpss_%a{32,} shpua_%a{32,} shptka_%a{32,}
flexport-key shltm_%w{40}
woocommerce-key ck_%h{40}(?!%a) cs_%h{40}(?!%a)
ebay-key PRD-%h{12}-%h{4}-%h{4}-%h{4}-%h{4} SBX-%h{12}-%h{4}-%h{4}-%h{4}-%h{4} v^1.1#%t{60,}
`;
