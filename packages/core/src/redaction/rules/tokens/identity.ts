import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens of who somebody is, and of networks that let only those in. */
export const identityTokens: readonly RedactionRule[] = [
  tokenRule(
    'onepassword-token',
    'ops_eyJ%b{40,}={0,2}',
    'A3-%u{6}-%u{11}-%u{5}-%u{5}-%u{5}',
    'A3-%u{6}-%u{6}-%u{5}-%u{5}-%u{5}-%u{5}',
  ),
  tokenRule('stytch-secret', 'secret-live-%w{32,}={0,2}', 'secret-test-%w{32,}={0,2}'),
  tokenRule('jumpcloud-key', 'jca_%a{36,}'),
  tokenRule(
    'authress-key',
    'sc_%l{5,30}\\.%l{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.%t{30,}',
    'ext_%l{5,30}\\.%l{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.%t{30,}',
    'scauth_%l{5,30}\\.%l{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.%t{30,}',
    'authress_%l{5,30}\\.%l{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.%t{30,}',
  ),
  tokenRule(
    'paseto',
    'v1.local.%w{40,}',
    'v2.local.%w{40,}',
    'v3.local.%w{40,}',
    'v4.local.%w{40,}',
    'v1.public.%w{40,}',
    'v2.public.%w{40,}',
    'v3.public.%w{40,}',
    'v4.public.%w{40,}',
  ),
  tokenRule('tailscale-key', 'tskey-%w{20,}'),
  tokenRule('netbird-token', 'nbp_%a{36}'),
  tokenRule('defined-networking-key', 'dnkey-%w{26}-%w{52}'),
  tokenRule(
    'cloudflare-token',
    'cfut_%a{40}%h{8}',
    'cfat_%a{40}%h{8}',
    'cfk_%a{40}%h{8}',
    'v1.0-%h{24}-%h{146}',
    'eyJhIjoi%b{80,}={0,2}',
  ),
  tokenRule('akamai-token', 'akab-%l{16}-%l{16}'),
  tokenRule('dnsimple-token', 'dnsimple_a_%a{32}', 'dnsimple_u_%a{32}'),
  tokenRule('mapbox-token', 'sk.eyJ%w{60,}\\.%w{20,}', 'tk.eyJ%w{60,}\\.%w{20,}'),
  tokenRule('locationiq-token', 'pk.%h{32}(?!%a)'),
  tokenRule('arcgis-key', 'AAPK%w{60,}', 'AAPT%w{60,}'),
  tokenRule('foursquare-key', 'fsq3%b{40,}={0,2}'),
];
