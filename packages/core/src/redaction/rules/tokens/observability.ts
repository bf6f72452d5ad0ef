/** Tokens of what watches over programs. */
export const observabilityTokens = `
newrelic-key NRAK-%u{27} NRII-%w{25,} NRIQ-%w{25,} NRJS-%h{19} NRBR-%h{19} NRRA-%h{42}
grafana-token glsa_%a{32}_%x{8} glc_%b{32,}={0,2} eyJrIjoi%b{60,}={0,2}
sentry-token sntrys_%t{30,} sntryu_%t{30,} sntrya_%t{30,} sntryi_%t{30,}
honeycomb-key hcaik_%l{40,} hcalk_%l{40,} hcamk_%l{40,} hcbik_%l{40,} hcxik_%l{40,} hcxlk_%l{40,}
  hcxmk_%l{40,}
dynatrace-token dt0%l%d%d[.]%u{24}[.]%u{64}
posthog-key phx_%w{40,} phs_%a{40,}
axiom-token xaat-%i xapt-%i
pagerduty-key pdus+_%u{7,}_%i pdeu+_%u{7,}_%i
rootly-key rootly_%h{64}
checkly-key cu_%h{32}(?!%a)
coralogix-key cxtp_%a{30} cxup_%a{30}
fullstory-key na1.%b{100} eu1.%b{100}
datadog-key ddapp_%a{34,} ddp_app_%a{34,}
`;
