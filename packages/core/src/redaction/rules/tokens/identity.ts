/** Tokens of who somebody is, and of networks that let only those in. */
export const identityTokens = `
onepassword-token ops_eyJ%b{40,}={0,2} A3-%u{6}-%u{11}-%u{5}-%u{5}-%u{5}
  A3-%u{6}-%u{6}-%u{5}-%u{5}-%u{5}-%u{5}
jwt-in-base64 ZXlK%b{60,}={0,2}
stytch-secret secret-live-%w{32,}={0,2} secret-test-%w{32,}={0,2}
jumpcloud-key jca_%a{36,}
authress-key sc_%l{5,30}[.]%l{4,6}[.]acc[_-][a-z0-9-]{10,32}[.]%t{30,}
  ext_%l{5,30}[.]%l{4,6}[.]acc[_-][a-z0-9-]{10,32}[.]%t{30,}
  scauth_%l{5,30}[.]%l{4,6}[.]acc[_-][a-z0-9-]{10,32}[.]%t{30,}
  authress_%l{5,30}[.]%l{4,6}[.]acc[_-][a-z0-9-]{10,32}[.]%t{30,}
paseto v1.local.%w{40,} v2.local.%w{40,} v3.local.%w{40,} v4.local.%w{40,} v1.public.%w{40,}
  v2.public.%w{40,} v3.public.%w{40,} v4.public.%w{40,}
tailscale-key tskey-%w{20,}
netbird-token nbp_%a{36}
defined-networking-key dnkey-%w{26}-%w{52}
cloudflare-token cfut_%a{40}%h{8} cfat_%a{40}%h{8} cfk_%a{40}%h{8} v1.0-%h{24}-%h{146}
  eyJhIjoi%b{80,}={0,2}
akamai-token akab-%l{16}-%l{16}
dnsimple-token dnsimple_a_%a{32} dnsimple_u_%a{32}
mapbox-token sk.[A-Za-z0-9._-]{80,} tk.eyJ%w{60,}[.]%w{20,}
locationiq-token pk.%h{32}(?!%a)
arcgis-key AAPK%w{60,} AAPT%w{60,}
foursquare-key fsq3%b{40,}={0,2}
`;
