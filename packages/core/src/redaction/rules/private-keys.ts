import type { RedactionRule } from '../rule.js';

const BODY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';

/** Keys in text form. A block that is cut off counts as one up to where its letters end. */
export const privateKeyRules: readonly RedactionRule[] = [
  {
    name: 'private-key',
    keywords: ['private key'],
    pattern:
      /-----? ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?(?:(?:[^-]|-(?!---)){1,65536}-----? ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?|[\w+/=\s\\:,.-]{8,})/g,
    examples: [
      `${pem('PRIVATE KEY')}\n${BODY.repeat(4)}\n-----END PRIVATE KEY-----`,
      `${pem('RSA PRIVATE KEY')}\nProc-Type: 4,ENCRYPTED\n\n${BODY.repeat(3)}`,
      `${pem('OPENSSH PRIVATE KEY')}\\n${BODY}\\n-----END OPENSSH PRIVATE KEY-----\\n`,
      `${pem('PGP PRIVATE KEY BLOCK')}\n\n${BODY}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----`,
    ],
  },
  {
    name: 'private-key-end',
    keywords: ['private key-----'],
    // It starts at the first of such lines only: each is looked at once, however many there are.
    pattern:
      /(?<![A-Za-z0-9+/=]|[A-Za-z0-9+/]{20}={0,2}\s{1,20})(?:[A-Za-z0-9+/]{8,19}\s{1,20})?(?:[A-Za-z0-9+/]{20,}={0,2}\s{1,20})+(?:[A-Za-z0-9+/=]{1,76}\s{1,20}){0,2}(?=-----END [A-Z0-9 ]{0,40}PRIVATE KEY)/g,
    examples: [
      `${BODY}${BODY}\n${BODY}${BODY}\nqw==\n-----${'END'} RSA PRIVATE KEY-----`,
      `cut off\n${BODY}${BODY}\n${BODY}\n-----${'END'} PRIVATE KEY-----\n`,
      `cut off ${BODY}${BODY} ${BODY} -----${'END'} EC PRIVATE KEY-----`,
    ],
  },
  {
    name: 'putty-private-key',
    keywords: ['private-lines'],
    pattern: /Private-Lines: \d{1,4}\s+([A-Za-z0-9+/=\s\\]{16,})/g,
    group: 1,
    examples: [`Private-Lines: 8\n${BODY}`, `Private-Lines: 14\r\n${BODY}\r\n${BODY}`],
  },
];

function pem(kind: string): string {
  return `-----${'BEGIN'} ${kind}-----`;
}
