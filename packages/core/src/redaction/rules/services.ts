import { atWordStart, type RedactionRule } from '../rule.js';
import { HEX32, HEX64, MIX20, MIX32, MIX40 } from './sample.js';

/** Tokens of services that are told by more than how they start. */
export const serviceRules: readonly RedactionRule[] = [
  {
    name: 'slack-token',
    keywords: ['xox', 'xapp-'],
    pattern: /(?:xox[a-z](?:\.xox[a-z])?-[\w-]{10,}|xapp-\d-[\w-]{10,})/g,
    examples: [`xoxb-123456789012-${MIX20}`, `xoxp-1234-${HEX32}`, `xapp-1-A0-123-${HEX64}`],
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
    name: 'mail-key',
    keywords: ['key-', '-us'],
    near: {
      words: ['key-', '-us'],
      before: 32,
      at: /key-[0-9a-z]{32}|(?<=[0-9a-f]{32})-us\d/y,
    },
    pattern: atWordStart(/(?:key-[0-9a-z]{32}|[0-9a-f]{32}-us\d{1,2})(?![A-Za-z0-9])/g),
    accept: ({ match }) => /\d/.test(match),
    examples: [`key-${HEX32}`, `${HEX32}-us12`],
  },
];
