/** Tokens of chat, social networks and what sends messages. */
export const chatTokens = `
facebook-token EAA%a{90,}
instagram-token IGQV%w{90,} IGAA%a{90,} THAA%a{90,}
linkedin-secret WPL_AP%d[.]%t{16,}
intercom-token dG9rO%b{50,}={0,2}
onesignal-key os_v2_app_%l{60,} os_v2_org_%l{60,}
twilio-key SK0%h{31}(?!%a) SK1%h{31}(?!%a) SK2%h{31}(?!%a) SK3%h{31}(?!%a) SK4%h{31}(?!%a)
  SK5%h{31}(?!%a) SK6%h{31}(?!%a) SK7%h{31}(?!%a) SK8%h{31}(?!%a) SK9%h{31}(?!%a) SKa%h{31}(?!%a)
  SKb%h{31}(?!%a) SKc%h{31}(?!%a) SKd%h{31}(?!%a) SKe%h{31}(?!%a) SKf%h{31}(?!%a)
telnyx-key KEY0%x{30,}_%a{20,}
courier-key pk_prod_%u{28} pk_test_%u{28} dk_prod_%u{28}
sendgrid-key SG.%w{16,32}[.]%w{16,64}
brevo-key xkeysib-%h{64}-%a{16} xsmtpsib-%h{64}-%a{16}
mandrill-key md-%w{22}(?!%w)
resend-key re_%a{8}_%a{20,}
mailersend-token mlsn.%h{60,}
klaviyo-key pk_%h{34}(?!%a) pk_%a{6}_%h{34}
kit-key kit_%h{32}
nylas-key nyk_v0_%a{40,}
smtp2go-key api-%u{32}(?!%a)
lob-key live_%h{35}(?!%a) test_%h{35}(?!%a)
kickbox-key live_%h{64}(?!%a) test_%h{64}(?!%a)
salesblink-key key-%a{64}(?!%a)
`;
