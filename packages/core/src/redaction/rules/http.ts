import type { Candidate, RedactionRule } from '../rule.js';
import { isLiteral, isMixed } from './literal.js';
import { HEX32, MIX20, MIX32, MIX40 } from './sample.js';

/** What travels in headers and addresses. */
export const httpRules: readonly RedactionRule[] = [
  {
    name: 'jwt',
    keywords: ['eyj'],
    pattern:
      /(?<!(?<!\\|%[\dA-Fa-f]|\x1b\[[\d;]{0,12})\w)eyJ[\w-]{8,}\.[\w-]{6,}(?:\.[\w-]*){0,3}/g,
    examples: [`eyJhbGciOiJIUzI1NiJ9.eyJ${MIX32}.${MIX40}`, `eyJhbGciOiJub25lIn0.eyJ${MIX20}.`],
  },
  {
    name: 'authorization',
    keywords: ['authorization'],
    pattern:
      /authorization["'`\\\]]{0,16}\s{0,4}[:=,]\s{0,4}["'`\\]{0,16}(?:(?:bearer|basic|token|bot|apikey|negotiate|oauth|key|pat|splunk|genie-?key)\s{1,4})?([^\s"'`\\,;<>(){}]{6,})/gi,
    group: 1,
    accept: ({ secret, after }) =>
      isLiteral(secret, after) &&
      !/^(?:bearer|basic|digest|proxy-authorization|[a-z]{3,10}(?:-[a-z]{3,10}){0,2})$/i.test(
        secret,
      ),
    examples: [
      `Authorization: Bearer ${MIX20}`,
      `"authorization":"Basic ${MIX20}=="`,
      `curl -H 'Authorization: token ${HEX32}'`,
      `proxy-authorization: ${MIX32}`,
    ],
  },
  {
    name: 'bearer-token',
    keywords: ['bearer', 'basic '],
    pattern:
      /(?<!(?<!\\|\x1b\[[\d;]{0,12})\w)(?:bearer\s{1,4}([\w.~+/=-]{16,})|basic\s{1,4}([A-Za-z0-9+/=]{16,}))/gi,
    accept: ({ match }) => isMixed(match.slice(7)),
    examples: [`sent Bearer ${MIX32}`, `header: basic ${MIX20}==`],
  },
  {
    name: 'cookie',
    keywords: ['cookie'],
    pattern:
      /(?:cookie["'`\\\]]{0,16}\s{0,4}[:,]\s{0,4}|--cookie[ =])["'`\\]{0,16}([\w.$!#%&*+^|~-]{1,128}=(?!["'`\\{(])[^\r\n"'`\\]{4,})/gi,
    group: 1,
    examples: [
      `Cookie: session=${MIX20}; theme=dark`,
      `"set-cookie":"sid=${MIX20}; Path=/; HttpOnly"`,
      `curl --cookie 'a=${MIX20}'`,
    ],
  },
  {
    name: 'key-header',
    keywords: ['x-'],
    pattern:
      /(?<!(?<!\\|\x1b\[[\d;]{0,12})\w)x-[\w-]{0,40}?(?:key|token|secret|auth)["'`\\\]]{0,16}\s{0,4}[:=,]\s{0,4}["'`\\]{0,16}([^\s"'`\\,;<>(){}]{6,})/gi,
    group: 1,
    accept: ({ secret, after }) => isLiteral(secret, after),
    examples: [`X-Api-Key: ${MIX20}`, `"x-auth-token": "${HEX32}"`, `-H 'x-vault-token: ${MIX20}'`],
  },
  {
    name: 'url-password',
    keywords: ['://'],
    pattern: /:\/\/[^\s/?#:@"'`<>\\[\]]{0,256}:([^\s"'`<>\\]{1,256})@(?=[\w[.$-])/g,
    group: 1,
    accept: isPassword,
    examples: [
      `postgres://app:${MIX20}@db.example.com:5432/app`,
      `https://user:${MIX20}@example.com/repo.git`,
      `redis://:${MIX20}@localhost:6379/0`,
    ],
  },
  {
    name: 'url-token',
    keywords: ['://'],
    pattern: /:\/\/([\w.~%-]{20,256})(?::(?:x-oauth-basic)?)?@(?=[\w[.-])/g,
    group: 1,
    accept: ({ secret }) => /\d/.test(secret),
    examples: [`https://${HEX32}@o1.ingest.example.com/2`, `https://${MIX40}@example.com/x.git`],
  },
  {
    name: 'query-secret',
    keywords: [
      'token=',
      'key=',
      'secret=',
      'password=',
      'passwd=',
      'pwd=',
      'auth=',
      'sig=',
      'signature=',
      'credential=',
      'code=',
    ],
    pattern:
      /[?&#](?:[\w.-]{0,40}[_.-])?(?:token|api_?key|key|secret|password|passwd|pwd|auth|sig|signature|credential|code(?==[\w-]{40}))=([^\s&#"'`<>\\(){}]{4,})/gi,
    group: 1,
    accept: ({ secret, match, after }) =>
      (!/^[$%*[=]/.test(secret) || /^%[\dA-F]{2}/i.test(secret)) &&
      (/pass|pwd/i.test(match) || !isWord(secret, after)),
    examples: [
      `https://example.com/cb?access_token=${MIX20}`,
      `https://example.com/v1?q=1&api_key=${MIX20}&n=2`,
      `/download?key=${MIX20}`,
    ],
  },
];

/** A word, or a name in a program: `?key=value`, `c?r.key=this.parse()`. */
function isWord(secret: string, after: string): boolean {
  return (
    /^[a-z]{1,12}$/i.test(secret) || (/^[a-z_$][\w$.]*$/i.test(secret) && /^[({[]/.test(after))
  );
}

function isPassword({ secret }: Candidate): boolean {
  const isPort = /^\d{1,5}(?:$|[/?#])/.test(secret);
  return !isPort && !/^(?:\$|\{|%[A-Z_]+%$|\*+$)/.test(secret);
}
