import type { RedactionRule } from '../rule.js';
import { HEX32, MIX16, MIX20, MIX40, MIX64 } from './sample.js';

const UUID = '3f9c1b7e-5a2d-4064-89e1-f7b3a5d20864';
/** Another one: where the first only says whose an address is, it stays. */
const KEY_UUID = '7ac4e19b-20d8-4b6f-9a1c-5e3d7f08b264';

/** Addresses of which a part is a secret: who knows them may send. */
export const webhookRules: readonly RedactionRule[] = [
  {
    name: 'slack-webhook',
    keywords: ['hooks.slack.com', 'hooks.slack-gov.com'],
    pattern: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([\w/-]{20,})/g,
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
    name: 'teams-webhook',
    keywords: ['/webhookb2/', '/incomingwebhook/'],
    pattern: /\/(?:webhookb2\/[\w@-]{36,}\/)?IncomingWebhook\/([\w/-]{20,})/gi,
    group: 1,
    examples: [
      `https://x.webhook.office.com/webhookb2/${UUID}@${UUID}/IncomingWebhook/${HEX32}/${UUID}`,
      `https://outlook.office.com/webhook/${UUID}@${UUID}/IncomingWebhook/${HEX32}/${UUID}`,
    ],
  },
  {
    name: 'webhook-address',
    keywords: [
      'hooks.zapier.com',
      'tines.com/webhook/',
      'maker.ifttt.com',
      'make.com/',
      'open.feishu.cn',
      'open.larksuite.com',
      'hc-ping.com',
    ],
    pattern:
      /(?:hooks\.zapier\.com\/hooks\/catch\/|tines\.com\/webhook\/|maker\.ifttt\.com\/(?:trigger|use)\/(?:[\w-]{1,64}\/(?:json\/)?with\/key\/)?|hook\.[\w.]{0,12}make\.com\/|open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook\/|hc-ping\.com\/)([\w/-]{16,})/g,
    group: 1,
    examples: [
      `https://hooks.zapier.com/hooks/catch/1234567/${MIX16}`,
      `https://x.tines.com/webhook/${HEX32}/${HEX32}`,
      `https://maker.ifttt.com/trigger/door/with/key/${MIX20}ab`,
      `https://hook.eu1.make.com/${MIX20}${MIX16}`,
      `https://open.feishu.cn/open-apis/bot/v2/hook/${KEY_UUID}`,
    ],
  },
  {
    name: 'telegram-bot-token',
    keywords: [':aa'],
    pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}/g,
    examples: [`123456789:AA${MIX16}${MIX16}x`, `bot1234567890:AA${MIX40.slice(8)}_`],
  },
];
