/** Tokens of code hosts, and of what looks at code. */
export const forgeTokens = `
bitbucket-token BBDC-[A-Za-z0-9_+/@-]{40,}
gitlab-session _gitlab_session=%l{32}
trello-token ATTA%x{60,}
sonar-token squ_%h{40} sqp_%h{40} sqa_%h{40} sqco_%a{59}
snyk-token snyk_uat.%w{8}[.]%t{20,} snyk_sat.%w{8}[.]%t{20,}
deepsource-token dsp_%a{36,}
socket-key sktsec_%w{40,}
endor-key endr+%w{16}
stackhawk-key hawk.%w{20}[.]%w{20}
spectral-key spu-%l{32}(?!%a)
trufflehog-key thog-secret-%h{32} thog-key-%h{16}
nightfall-key NF-%a{32}(?!%a)
chromatic-token chpt_%h{12,}
wakatime-key waka_%i waka_tok_%w{40,} waka_sec_%w{40,}
launchdarkly-key sdk-%i api-%i
`;
