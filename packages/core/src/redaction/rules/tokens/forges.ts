import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens of code hosts, and of what looks at code. */
export const forgeTokens: readonly RedactionRule[] = [
  tokenRule('bitbucket-token', 'BBDC-[\\w+/@-]{40,}'),
  tokenRule('trello-token', 'ATTA%x{60,}'),
  tokenRule('sonar-token', 'squ_%h{40}', 'sqp_%h{40}', 'sqa_%h{40}', 'sqco_%a{59}'),
  tokenRule('snyk-token', 'snyk_uat.%w{8}\\.%t{20,}', 'snyk_sat.%w{8}\\.%t{20,}'),
  tokenRule('deepsource-token', 'dsp_%a{36,}'),
  tokenRule('socket-key', 'sktsec_%w{40,}'),
  tokenRule('endor-key', 'endr+%w{16}'),
  tokenRule('stackhawk-key', 'hawk.%w{20}\\.%w{20}'),
  tokenRule('spectral-key', 'spu-%l{32}(?!%a)'),
  tokenRule('trufflehog-key', 'thog-secret-%h{32}', 'thog-key-%h{16}'),
  tokenRule('nightfall-key', 'NF-%a{32}(?!%a)'),
  tokenRule('chromatic-token', 'chpt_%h{12,}'),
  tokenRule('wakatime-key', 'waka_%i', 'waka_tok_%w{40,}', 'waka_sec_%w{40,}'),
  tokenRule('launchdarkly-key', 'sdk-%i', 'api-%i'),
];
