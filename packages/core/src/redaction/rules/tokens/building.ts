/** Tokens of what builds and ships programs, and of what infrastructure is described with. */
export const buildingTokens = `
circleci-token CCIPAT_%w{30,} CCIPRJ_%w{30,}
buildkite-token bkua_%l{40} bkaj_%w{36,} bkct_%w{36,} bkpt_%w{36,}
octopus-key API-%u{25,34}(?!%a)
harness-key pat.%w{22}[.]%a{24}[.]%a{20} sat.%w{22}[.]%a{24}[.]%a{20}
pulumi-token pul-%l{40}
infracost-key ico-%a{32}(?!%a)
ionic-token ion_%l{42}
portainer-token ptr_[A-Za-z0-9/_+=-]{38,} ptr_%a{24,}(?!%w)
postman-key PMAK-%h{24}-%h{34} PMAT-%u{26}
readme-key rdme_%l{60,}
doppler-token dp.pt.%a{40,} dp.ct.%a{40,} dp.sa.%a{40,} dp.scim.%a{40,} dp.audit.%a{40,}
  dp.st.%w{1,64}[.]%a{40,} dp.st.%a{40,}
vault-token hvs.%w{24,} hvb.%w{24,} hvr.%w{24,}
infisical-token st.%h{24}[.]%h{32}[.]%h{32}
boundary-token at_%a{10}_%a{80,}
openshift-token sha256~%w{43}(?!%w)
rancher-token token-%l{5}:%l{54}
configcat-key configcat-sdk-1/%w{22}/%w{22}
statsig-key secret-%a{40,} console-%a{40,}
growthbook-key secret_admin_%a{20,} secret_readonly_%a{20,}
devcycle-key dvc_server_%w{20,}
flagsmith-key ser.%a{20,24}(?!%w)
`;
