import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens of what builds and ships programs, and of what infrastructure is described with. */
export const buildingTokens: readonly RedactionRule[] = [
  tokenRule('circleci-token', 'CCIPAT_%w{30,}', 'CCIPRJ_%w{30,}'),
  tokenRule('buildkite-token', 'bkua_%h{40}', 'bkaj_%w{36,}', 'bkct_%w{36,}', 'bkpt_%w{36,}'),
  tokenRule('octopus-key', 'API-%u{25,34}(?!%a)'),
  tokenRule('harness-key', 'pat.%w{22}\\.%a{24}\\.%a{20}', 'sat.%w{22}\\.%a{24}\\.%a{20}'),
  tokenRule('pulumi-token', 'pul-%h{40}'),
  tokenRule('infracost-key', 'ico-%a{32}(?!%a)'),
  tokenRule('ionic-token', 'ion_%l{42}'),
  tokenRule('portainer-token', 'ptr_%b{40,}={0,2}'),
  tokenRule('postman-key', 'PMAK-%h{24}-%h{34}', 'PMAT-%u{26}'),
  tokenRule('readme-key', 'rdme_%l{60,}'),
  tokenRule(
    'doppler-token',
    'dp.pt.%a{40,}',
    'dp.ct.%a{40,}',
    'dp.sa.%a{40,}',
    'dp.scim.%a{40,}',
    'dp.audit.%a{40,}',
    'dp.st.%w{1,64}\\.%a{40,}',
    'dp.st.%a{40,}',
  ),
  tokenRule('vault-token', 'hvs.%w{24,}', 'hvb.%w{24,}', 'hvr.%w{24,}'),
  tokenRule('infisical-token', 'st.%h{24}\\.%h{32}\\.%h{32}'),
  tokenRule('boundary-token', 'at_%a{10}_%a{80,}'),
  tokenRule('openshift-token', 'sha256~%w{43}(?!%w)'),
  tokenRule('rancher-token', 'token-%l{5}:%l{54}'),
  tokenRule('configcat-key', 'configcat-sdk-1/%w{22}/%w{22}'),
  tokenRule('statsig-key', 'secret-%a{40,}', 'console-%a{40,}'),
  tokenRule('growthbook-key', 'secret_admin_%a{20,}', 'secret_readonly_%a{20,}'),
  tokenRule('devcycle-key', 'dvc_server_%w{20,}'),
  tokenRule('flagsmith-key', 'ser.%a{20,24}(?!%w)'),
];
