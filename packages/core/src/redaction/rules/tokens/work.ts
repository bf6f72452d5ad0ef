import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens of what people plan, draw, write, sell and store with. */
export const workTokens: readonly RedactionRule[] = [
  tokenRule('linear-key', 'lin_api_%a{32,}', 'lin_oauth_%a{32,}', 'lin_wh_%a{32,}'),
  tokenRule('notion-token', 'ntn_%a{40,}', 'secret_%a{43}(?!%a)'),
  tokenRule('airtable-token', 'pat%a{14}\\.%h{62,66}'),
  tokenRule('asana-token', '1/%d{10,20}:%h{32}', '2/%d{10,20}/%d{10,20}:%h{32}'),
  tokenRule('clickup-token', 'pk_%d{6,9}_%u{32}'),
  tokenRule('figma-token', 'figd_%w{40,}', 'figo_%w{40,}', 'figp_%w{40,}', 'figor_%w{40,}'),
  tokenRule('typeform-token', 'tfp_%t{40,}'),
  tokenRule('contentful-token', 'CFPAT-%w{40,}'),
  tokenRule('adobe-secret', 'p8e-%w{32}(?!%w)'),
  tokenRule('frameio-token', 'fio-u-[\\w=-]{60,}'),
  tokenRule('dropbox-token', 'sl.u.%w{100,}', 'sl.%w{100,}'),
  tokenRule('retool-token', 'retool_%w{20,}'),
  tokenRule('cal-key', 'cal_live_%h{32}', 'cal_%h{32}(?!%a)'),
  tokenRule('hubspot-token', 'pat-na1-%i', 'pat-na2-%i', 'pat-eu1-%i', 'pat-ap1-%i'),
  tokenRule(
    'salesforce-token',
    '00D%a{12}![\\w.]{80,}',
    '3MVG9[\\w.+/=]{80,}',
    '5Aep861[\\w.=]{70,}',
  ),
  tokenRule('zoho-token', '1000.%h{32}\\.%h{32}'),
  tokenRule('close-key', 'api_%a{20,24}\\.%a{20,24}'),
  tokenRule('bannerbear-key', 'bb_pr_%h{30}', 'bb_ma_%h{30}'),
  tokenRule('adafruit-key', 'aio_%a{28}(?!%a)'),
  tokenRule('ubidots-token', 'BBFF-%a{30}', 'BBUS-%a{30}'),
  tokenRule('finage-key', 'API_KEY%u{32}(?!%a)'),
  tokenRule('fleetbase-key', 'flb_live_%a{20}', 'flb_test_%a{20}'),
  tokenRule('intra42-secret', 's-s4t2ud-%h{64}', 's-s4t2af-%h{64}'),
  tokenRule('settlemint-token', 'sm_aat_%a{16}', 'sm_pat_%a{16}', 'sm_sat_%a{16}'),
  tokenRule('besttime-key', 'pri_%h{32}(?!%a)'),
  tokenRule('imgix-key', 'ak_%h{64}'),
];
