/** Secret keys that are one word: of wallets, of what encrypts and signs. */
export const keyTokens = `
age-secret-key AGE-SECRET-KEY-1%u{40,} AGE-SECRET-KEY-PQ-1%u{40,} AGE-PLUGIN-%u{2,20}-1%u{20,}
minisign-secret-key RWRTY0Iy%b{60,}={0,2} RWRCSk%b{60,}={0,2}
wallet-key xprv%a{100,} yprv%a{100,} zprv%a{100,} tprv%a{100,}
nostr-key nsec1%l{58}
lnd-macaroon 0201036c6e64%h{60,}
alchemy-key alcht_%a{30}
robinhood-key rh-api-%i
`;
