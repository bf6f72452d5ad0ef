import type { Candidate, RedactionRule } from '../rule.js';
import { isIdentifier, isLiteral } from './literal.js';
import { MIX16, MIX20, MIX40 } from './sample.js';

const KEY_KINDS =
  '(?:api|access|private|secret|signing|encryption|account|auth|master|service|deploy|storage|webhook)[-_ ]?';
const PASS_KINDS = '(?:db|user|smtp|mail|ftp|admin|root|redis|proxy)_?';
const NUMBER = '[\\d_]{0,4}';
/** How the names of secrets end. What stands before doesn't matter: `DB_PASSWORD`, `dbPassword`. */
const NAME =
  `(?:passw(?:or)?d|passphrase|passcode|(?<![a-z])(?:[a-z]{1,8}_)?pwd|(?<![a-z_-])pass|sshpass|pgpass|${PASS_KINDS}pass` +
  `|secret|token|credentials?|${KEY_KINDS}key|secret_key_base|_auth)${NUMBER}`;
/** Such a name from the place on where its word stands: what comes before is looked back at. */
const NAME_AT_WORD =
  `(?:passw(?:or)?d|passphrase|passcode|(?<=(?<![a-z])(?:[a-z]{1,8}_)?)pwd|(?<=(?<![a-z_-])|ssh|pg|${PASS_KINDS})pass` +
  `|secret|token|credentials?|(?<=${KEY_KINDS})key|secret_key_base|_auth)${NUMBER}`;
const NAME_WORDS = ['pass', 'pwd', 'secret', 'token', 'credential', 'key', '_auth'];
/** `encryption_key`: its word is `key`. */
const BEFORE_WORD = 11;
const CLOSE = '["\'`\\\\\\]]{0,16}';
const KEYWORDS = ['pass', 'pwd', 'secret', 'token', 'key', 'credential', '_auth'];
/** What follows a name, but for how long the secret may be. */
const QUOTED =
  `${CLOSE}(?:\\??:[ \\t]?[A-Za-z]{1,20}(?=[ \\t]?=))?\\s{0,4}(?:=>|:=|={1,3}|:|,(?=\\s?["']))\\s{0,8}` +
  `[rbfu@]{0,2}(\\\\{0,16}["'\`])((?:(?!\\1)(?:\\\\+[^\\\\\\r\\n]|[^\\\\\\r\\n]))`;
const PLAIN = `${CLOSE}([ \\t]{0,8}[:=][ \\t]{0,8})(?![=>])([^\\s"'\`\\\\,;(){}<>[\\]|&]`;

/** Secrets told by the name that they are given. */
export const assignmentRules: readonly RedactionRule[] = [
  {
    name: 'assigned-secret',
    keywords: KEYWORDS,
    also: ['"', "'", '`'],
    near: {
      words: NAME_WORDS,
      before: BEFORE_WORD,
      at: new RegExp(`${NAME_AT_WORD}${QUOTED}{6})`, 'iy'),
    },
    pattern: new RegExp(`${NAME}${QUOTED}{6,})`, 'gi'),
    group: 2,
    accept: ({ secret, match }) =>
      !isPwdPath(match, secret) && isQuotedSecret(secret) && !isOrdinary(match, secret),
    examples: [
      `const apiKey = '${MIX20}';`,
      `"client_secret": "${MIX20}"`,
      `password: 'correct horse battery'`,
      `{\\"db_password\\": \\"${MIX16}\\"}`,
      `api_key: str = "${MIX20}"`,
      `os.environ["SECRET_KEY"] = "${MIX20}"`,
    ],
  },
  {
    name: 'env-secret',
    keywords: KEYWORDS,
    also: ['='],
    near: {
      words: ['pass', 'pwd', 'secret', 'token', 'credential', 'key', 'auth'],
      before: 102,
      at: /(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|TOKEN|CREDENTIALS?|KEY|AUTH)[\d_]{0,4}=(?!["'`=\\])[^\s"'`\\<>]{6}/y,
    },
    pattern:
      /(?<!(?<!\\|\x1b\[[\d;]{0,12})[\w.-])(?:[A-Z][A-Z0-9_]{0,100}_)?(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|TOKEN|CREDENTIALS?|KEY|AUTH)[\d_]{0,4}=(?!["'`=\\])([^\s"'`\\<>]{6,})/g,
    group: 1,
    accept: ({ secret, match, after }) =>
      !isPwdPath(match, secret) && isEnvSecret(secret, match, after),
    examples: [
      `DB_PASSWORD=p@$$w0rd&(more)`,
      `export API_TOKEN=${MIX20}`,
      `AWS_SECRET_ACCESS_KEY=${MIX40}`,
      `docker run -e MYSQL_ROOT_PASSWORD=hunter-two app`,
    ],
  },
  {
    name: 'plain-secret',
    keywords: KEYWORDS,
    also: ['=', ':'],
    near: {
      words: NAME_WORDS,
      before: BEFORE_WORD,
      at: new RegExp(`${NAME_AT_WORD}${PLAIN}{6})`, 'iy'),
    },
    pattern: new RegExp(`${NAME}${PLAIN}{6,})`, 'gi'),
    group: 2,
    accept: (candidate) =>
      !isPwdPath(candidate.match, candidate.secret) && isPlainSecret(candidate),
    examples: [
      `password: hunter2secret`,
      `  client_secret: ${MIX20}`,
      `token = ${MIX20}`,
      `aws_secret_access_key = ${MIX40}`,
      `db.password=hunter-2-secret`,
    ],
  },
  {
    name: 'option-secret',
    keywords: ['--', 'sshpass', ' -u', 'login '],
    also: ['pass', 'token', 'secret', 'key', 'curl', '--user'],
    near: {
      words: ['pass', 'secret', 'token', 'key', 'curl', '--user', 'login'],
      before: 80,
      at: /(?:(?:(?<=--[\w-]{0,60})(?:password|passwd|passphrase|token|secret)|(?<=--[\w-]{0,60}(?:api|access|secret|private|signing|encryption|account|auth|master|service)[-_]?)key)[\s=]|(?<=ssh)pass\s+-p|curl(?=\s)[^\r\n|;]{0,200}?\s-u\s|--user[ =]|login\s+\S{1,64}\s+password\s)/iy,
    },
    pattern:
      /(?:--(?=[\w-])[\w-]{0,60}?(?:password|passwd|passphrase|token|secret|(?:api|access|secret|private|signing|encryption|account|auth|master|service)[-_]?key)(?:[ =]|\s+)|sshpass\s+-p\s*|curl(?=\s)[^\r\n|;]{0,200}?\s-u\s+["'\\]{0,4}[^\s:"'\\]{1,64}:|--user[ =]["'\\]{0,4}[^\s:"'\\]{1,64}:|login\s+\S{1,64}\s+password\s+)["'\\]{0,8}([^\s"'`\\|;<>]{4,})/gi,
    group: 1,
    accept: ({ secret, after }) =>
      !secret.startsWith('-') && isLiteral(secret, after) && !/^\[/.test(secret),
    examples: [
      `gh auth login --with-token ${MIX20}`,
      `mysql --password=hunter2 app`,
      `sshpass -p hunter2 ssh host`,
      `curl -u admin:${MIX16} https://example.com`,
      `curl -s -u admin:${MIX16} https://example.com`,
      `login me password ${MIX16}`,
    ],
  },
];

function isQuotedSecret(secret: string): boolean {
  if (
    /^\$[({][^})]*[)}]$/.test(secret) ||
    /^\{\{.*\}\}$/.test(secret) ||
    /^<[^>]*>$/.test(secret)
  ) {
    return false;
  }
  return /\s/.test(secret) || isLiteral(secret);
}

/** What programs have in quotes behind such names, and is no secret. */
function isOrdinary(match: string, secret: string): boolean {
  const between = match.slice(0, match.length - secret.length);
  // The quote ends the text that the name is in: what follows is code.
  if (/^\s*(?:[,;)\]}](?=\s|$|[\w$.]{1,3}[,)])|\+\s)/.test(secret) || /^[a-z]+\(/.test(secret))
    return true;
  // A quoted name with its `=`, as prose has it: what follows is prose again.
  if (/=`$/.test(between) && /^\s/.test(secret)) return true;
  if (/^[\^~]?\d+\.\d+\.\d+/.test(secret) || /^[A-Z]+(?:_[A-Z]+)+$/.test(secret)) return true;
  if (/\d/.test(secret)) return false;
  // An argument or a list's member after another: only what looks random is a value.
  if (/,\s*[rbfu@]{0,2}\\*["'`]$/.test(between)) return true;
  return !/passw|passphrase|passcode|pwd/i.test(match.slice(0, 16)) && isWords(secret);
}

/** Whether a text is put together from words, as names and kinds are. */
function isWords(text: string): boolean {
  const parts = text.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).filter((part) => part !== '');
  return (
    /^[?$]?[A-Za-z]+(?:[-_ ./][A-Za-z]+)*$/.test(text) &&
    parts.every((part) => part.length <= 15 && /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(part)) &&
    parts.join('').length >= 3.5 * parts.length
  );
}

function isEnvSecret(secret: string, match: string, after: string): boolean {
  return (
    isLiteral(secret, after) &&
    !/^(?:[A-Z0-9_]+_)?(?:PRIMARY|FOREIGN|PUBLIC|PUBLISHABLE|CACHE|SORT|PARTITION)_KEY=/.test(
      match,
    ) &&
    !/^[A-Za-z_$][\w$.]*\(/.test(secret) &&
    !/^[,)]/.test(secret)
  );
}

function isPlainSecret({ secret, match, after }: Candidate): boolean {
  if (!isLiteral(secret, after)) return false;
  if (secret.startsWith('!') && isIdentifier(secret.slice(1)) && /^ (?:&&|\|\||\?)/.test(after))
    return false;
  if (!isIdentifier(secret)) return secret.length >= 8 && !/^[\d.]+$/.test(secret);
  if (/^[,;)(]/.test(after) && !/\d/.test(secret)) return false;
  if (/\d/.test(secret)) return secret.length >= 8 && !namesThing(secret);
  // A word without digits is a value where the line holds nothing else, and a password.
  const isWholeLine = after === '' || /^[\r\n]/.test(after);
  return (
    isWholeLine &&
    secret.length >= 8 &&
    (/^[a-z-]+$/.test(secret) || changesCase(secret)) &&
    /passw|passphrase/i.test(match)
  );
}

/** Whether capitals stand where no words start. */
function changesCase(text: string): boolean {
  return (text.match(/[a-z][A-Z]|[A-Z]{2}/g)?.length ?? 0) >= 3;
}

function namesThing(identifier: string): boolean {
  return (
    /[a-z\d][A-Z]|_/.test(identifier) &&
    /token|secret|password|key|base64|sha\d|utf8|md5|hash/i.test(identifier)
  );
}

/** `PWD` and `pwd` mean a folder more often than a password. */
function isPwdPath(match: string, secret: string): boolean {
  return /^(?:[a-z]{1,8}_)?(?:old)?pwd/i.test(match) && /^(?:[/~.]|[A-Za-z]:[\\/])/.test(secret);
}
