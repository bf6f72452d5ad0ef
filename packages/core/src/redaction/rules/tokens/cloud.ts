/** Tokens of clouds and of what hosts programs. */
export const cloudTokens = `
aws-bedrock-key ABSK%b{100,}={0,2} bedrock-api-key-%b{40,}={0,2}
aws-appsync-key da2-%l{26}(?!%a)
aws-session-token IQoJb3JpZ2luX2Vj%b{80,}={0,2} FwoGZXIvYXdzE%b{80,}={0,2}
  FQoGZXIvYXdzE%b{80,}={0,2}
amazon-token amzn.mws.%i amzn1.oa2-cs.v1.%h{64} Atza|%w{40,} Atzr|%w{40,}
google-oauth-token ya29.%w{20,} GOCSPX-%w{20,} 1//0%w{30,} 4/0A%w{50,}
digitalocean-token dop_v1_%h{64} doo_v1_%h{64} dor_v1_%h{64}
spaces-key-id DO00%u{16}(?!%a)
alibaba-key-id LTAI%a{12,}
tencent-key-id AKID%a{32,36}(?!%a)
yandex-key AQVN%w{35,} t1.%w{20,}={0,2}[.]%w{86}={0,2} y0_%w{50,} YCAJE%w{18,} YCM%w{37}(?!%w)
  YCN%w{37}(?!%w) YCO%w{37}(?!%w) YCP%w{37}(?!%w)
scaleway-key-id SCW%u{17}(?!%a)
exoscale-key-id EXO%h{24}(?!%a)
upcloud-token ucat_%u{26}
heroku-key HRKU-%w{32,}
fly-token fo1_%w{40,} fm1a_%b{50,}={0,2} fm1r_%b{50,}={0,2} fm2_[A-Za-z0-9+/=,_-]{50,}
render-key rnd_%a{28,}
netlify-token nfp_%w{36,} nfc_%a{36,} nfo_%a{36,} nfb_%a{36,} nfu_%a{36,}
vercel-token vcp_%w{24,} vci_%w{24,} vca_%w{24,} vcr_%w{24,} vck_%w{24,}
  vercel_blob_rw_%a{16,}_%a{20,}
deno-token ddp_%a{36} ddw_%a{36} ddo_%a{36}
scalingo-token tk-us-%w{48} tk-eu-%w{48}
supabase-key sbp_%h{40} sbp_oauth_%h{40} sb_secret_%w{20,}
backblaze-key K00%d%b{27}(?!%a)
appwrite-key standard_%h{120,}
`;
