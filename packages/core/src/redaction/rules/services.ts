import { atWordStart, type RedactionRule, startingWith } from '../rule.js';
import { HEX32, HEX64, MIX16, MIX20, MIX32, MIX40, MIX64, UPPER16 } from './sample.js';

const SERVICE_STARTS = ['sq0', 'nrak-', 'figd_', 'pmak-', 'dt0', 'cfpat-', 'phx_', 're_'];
const SERVICE_TOKEN = atWordStart(
  /(?:sq0(?:atp|csp|idp)-[\w-]{22,}|NRAK-[A-Z0-9]{27}|figd_[\w-]{40,}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}|pat-(?:na|eu)\d-[a-f0-9-]{36}|CFPAT-[\w-]{40,}|phx_[A-Za-z0-9]{40,}|re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}|pat[A-Za-z0-9]{14}\.[a-f0-9]{64})/g,
);

/** Tokens of chat, mail, payment and other services. */
export const serviceRules: readonly RedactionRule[] = [
  {
    name: 'slack-token',
    keywords: ['xox', 'xapp-'],
    pattern: /(?:xox[a-z](?:\.xox[a-z])?-[\w-]{10,}|xapp-\d-[\w-]{10,})/g,
    examples: [`xoxb-123456789012-${MIX20}`, `xoxp-1234-${HEX32}`, `xapp-1-A0-123-${HEX64}`],
  },
  {
    name: 'slack-webhook',
    keywords: ['hooks.slack.com'],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/-]{20,})/g,
    group: 1,
    examples: [
      `https://hooks.slack.com/services/T0AB/B0CD/${MIX20}`,
      `https://hooks.slack.com/workflows/T0AB/A0CD/123/${MIX20}`,
    ],
  },
  {
    name: 'discord-webhook',
    keywords: ['/webhooks/'],
    pattern: /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{5,25}\/([\w-]{40,})/g,
    group: 1,
    examples: [
      `https://discord.com/api/webhooks/123456789012345678/${MIX64}`,
      `https://discordapp.com/api/v10/webhooks/123456789012345678/${MIX64}`,
    ],
  },
  {
    name: 'discord-token',
    keywords: ['discord'],
    pattern: /discord[^\r\n]{0,40}?(?<![\w.-])([MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,})/gi,
    group: 1,
    examples: [
      `DISCORD_BOT=M${MIX20}abc.Xy12Za.${MIX32}`,
      `discord: N${MIX20}defg.Xy12Za.${MIX40}`,
    ],
  },
  {
    name: 'telegram-bot-token',
    keywords: [':aa'],
    pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}/g,
    examples: [`123456789:AA${MIX32}x`, `bot1234567890:AA${MIX32}_`],
  },
  {
    name: 'stripe-key',
    keywords: ['k_live_', 'k_test_', 'whsec_'],
    pattern: /(?:[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,})/g,
    examples: [`sk_live_${MIX32}`, `rk_live_${MIX32}`, `sk_test_${MIX32}`, `whsec_${MIX32}`],
  },
  {
    name: 'sendgrid-key',
    keywords: ['sg.'],
    pattern: atWordStart(/SG\.[\w-]{16,32}\.[\w-]{16,64}/g),
    examples: [`SG.${MIX20}ab.${MIX40}xyz`, `SG.${MIX16}-_.${MIX32}`],
  },
  {
    name: 'mail-key',
    keywords: ['key-', '-us'],
    near: {
      words: ['key-', '-us'],
      before: 32,
      at: /key-[0-9a-f]{32}|(?<=[0-9a-f]{32})-us\d/y,
    },
    pattern: atWordStart(/(?:key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2})(?![A-Za-z0-9])/g),
    examples: [`key-${HEX32}`, `${HEX32}-us12`],
  },
  {
    name: 'twilio-key',
    keywords: ['twilio'],
    pattern: atWordStart(/SK[0-9a-f]{32}(?![A-Za-z0-9])/g),
    examples: [`TWILIO_SID=SK${HEX32}`, `twilio SK${HEX32}`],
  },
  {
    name: 'shopify-token',
    keywords: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    pattern: /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
    examples: [`shpat_${HEX32}`, `shpss_${HEX32}`],
  },
  {
    name: 'linear-key',
    keywords: ['lin_api_', 'lin_oauth_'],
    pattern: /lin_(?:api|oauth)_[A-Za-z0-9]{32,}/g,
    examples: [`lin_api_${MIX40}`, `lin_oauth_${MIX64}`],
  },
  {
    name: 'notion-token',
    keywords: ['ntn_', 'secret_'],
    pattern: atWordStart(/(?:ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}(?![A-Za-z0-9]))/g),
    examples: [`ntn_${MIX40}abc123`, `secret_${MIX40}abc`],
  },
  {
    name: 'grafana-token',
    keywords: ['glsa_', 'glc_'],
    pattern: atWordStart(/(?:glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}|glc_[A-Za-z0-9+/=]{32,})/g),
    examples: [`glsa_${MIX32}_12ab34cd`, `glc_eyJ${MIX40}=`],
  },
  {
    name: 'sentry-token',
    keywords: ['sntrys_', 'sntryu_'],
    pattern: /sntry[su]_[\w=+/.-]{30,}/g,
    examples: [`sntrys_eyJ${MIX64}_${MIX40}`, `sntryu_${HEX64}`],
  },
  {
    name: 'service-token',
    keywords: [...SERVICE_STARTS, 'pat-na', 'pat-eu', 'airtable'],
    near: startingWith([...SERVICE_STARTS, 'pat'], SERVICE_TOKEN),
    pattern: SERVICE_TOKEN,
    examples: [
      `sq0csp-${MIX40}`,
      `figd_${MIX40}`,
      `PMAK-${HEX32.slice(8)}-${HEX32}ab`,
      `CFPAT-${MIX40}abc`,
      `phx_${MIX40}`,
      `re_${MIX16.slice(8)}_${MIX20}abcd`,
      `airtable pat${MIX16.slice(2)}.${HEX64}`,
      `NRAK-${UPPER16}ABCDE456789`,
      'pat-na1-3af9c1b7-5a2d-8064-c9e1-f7b3a5d20864',
    ],
  },
];
