import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens of chat, social networks and what sends messages. */
export const chatTokens: readonly RedactionRule[] = [
  tokenRule(
    'facebook-token',
    'EAAC%a{90,}',
    'EAAM%a{90,}',
    'EAAG%a{90,}',
    'EAAB%a{90,}',
    'EAAD%a{90,}',
    'EAAJ%a{90,}',
  ),
  tokenRule('instagram-token', 'IGQV%w{90,}', 'IGAA%a{90,}', 'THAA%a{90,}'),
  tokenRule('linkedin-secret', 'WPL_AP%d\\.%t{16,}'),
  tokenRule('intercom-token', 'dG9rO%b{50,}={0,2}'),
  tokenRule('onesignal-key', 'os_v2_app_%l{60,}', 'os_v2_org_%l{60,}'),
  tokenRule('telnyx-key', 'KEY0%x{30,}_%a{20,}'),
  tokenRule('courier-key', 'pk_prod_%u{28}', 'pk_test_%u{28}', 'dk_prod_%u{28}'),
  tokenRule('sendgrid-key', 'SG.%w{16,32}\\.%w{16,64}'),
  tokenRule('brevo-key', 'xkeysib-%h{64}-%a{16}', 'xsmtpsib-%h{64}-%a{16}'),
  tokenRule('mandrill-key', 'md-%w{22}(?!%w)'),
  tokenRule('resend-key', 're_%a{8}_%a{20,}'),
  tokenRule('mailersend-token', 'mlsn.%h{60,}'),
  tokenRule('klaviyo-key', 'pk_%h{34}(?!%a)', 'pk_%a{6}_%h{34}'),
  tokenRule('kit-key', 'kit_%h{32}'),
  tokenRule('nylas-key', 'nyk_v0_%a{40,}'),
  tokenRule('smtp2go-key', 'api-%u{32}(?!%a)'),
  tokenRule('lob-key', 'live_%h{35}(?!%a)', 'test_%h{35}(?!%a)'),
  tokenRule('kickbox-key', 'live_%h{64}(?!%a)', 'test_%h{64}(?!%a)'),
  tokenRule('salesblink-key', 'key-%a{64}(?!%a)'),
];
