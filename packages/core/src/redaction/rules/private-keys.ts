import type { RedactionRule } from '../rule.js';

const BODY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';

/** Keys in text form. A block that is cut off counts as one up to where its letters end. */
export const privateKeyRules: readonly RedactionRule[] = [
  {
    name: 'private-key',
    keywords: ['private key'],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----)){1,65536}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|[\w+/=\s\\:,.-]{8,})/g,
    examples: [
      `${pem('PRIVATE KEY')}\n${BODY.repeat(4)}\n-----END PRIVATE KEY-----`,
      `${pem('RSA PRIVATE KEY')}\nProc-Type: 4,ENCRYPTED\n\n${BODY.repeat(3)}`,
      `${pem('OPENSSH PRIVATE KEY')}\\n${BODY}\\n-----END OPENSSH PRIVATE KEY-----\\n`,
      `${pem('PGP PRIVATE KEY BLOCK')}\n\n${BODY}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----`,
    ],
  },
  {
    name: 'putty-private-key',
    keywords: ['private-lines'],
    pattern: /Private-Lines: \d{1,4}\s+([A-Za-z0-9+/=\s\\]{16,})/g,
    group: 1,
    examples: [`Private-Lines: 8\n${BODY}`, `Private-Lines: 14\r\n${BODY}\r\n${BODY}`],
  },
  {
    name: 'age-secret-key',
    keywords: ['age-secret-key-'],
    pattern: /AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{40,}/g,
    examples: [
      `${'AGE-SECRET-KEY'}-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2)}`,
      `${'AGE-SECRET-KEY'}-1${'GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8'.repeat(2).slice(0, 58)}`,
    ],
  },
];

function pem(kind: string): string {
  return `-----${'BEGIN'} ${kind}-----`;
}
