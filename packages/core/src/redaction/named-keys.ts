/** Names whose value is a secret whatever it looks like, as whole names. */
const EXACT = new Set(
  (
    'pwd pass secret secrets token cookie cookies set_cookie authorization proxy_authorization auth ' +
    'credential credentials bearer jwt api_keys passwords secret_key_base private_key_pem pgpass ' +
    'sshpass mysql_pwd secret_value secret_string accesstoken refreshtoken authtoken idtoken ' +
    'clientsecret secretkey privatekey accesskey connection_string'
  ).split(' '),
);

/** Endings of such names; words are joined by `_`. */
const ENDING =
  /(?:passw(?:or)?d|passphrase|passcode|_secret|_token|apikey|api_key|(?:access|private|secret|signing|encryption|account|auth|master|service|deploy|storage|webhook)_key|_credentials?|_authorization|_cookies?|_auth|(?:db|database|user|smtp|mail|ftp|admin|root|redis|mysql|postgres|pg|login|proxy|sudo)_?pass)$/;

const PASSWORD_LIKE = /(?:passw(?:or)?d|passphrase|passcode|pwd|_pass)$/;

/** A path: what `pwd` holds when it means the working directory. */
const PATH = /^(?:[/~.]|[A-Za-z]:[\\/])/;

/** What all of them contain: most keys need no closer look. */
const HINT = /pass|pwd|secret|token|key|auth|cookie|cred|jwt|bearer|connection/i;

/** Longer keys are no names. */
const LONGEST = 128;

/** What keys were found to be: they are the same few again and again. */
const known = new Map<string, 'secret' | 'password' | 'other'>();
const KNOWN_MAX = 2_000;

/** Whether a key names its value as a secret (`api_key`, `refreshToken`, `X-Api-Key`). */
export function namesSecret(key: string): boolean {
  return kindOf(key) !== undefined;
}

/** Whether what stands under a key that names a secret is one. */
export function isNamedSecret(key: string, value: unknown): boolean {
  if (typeof value === 'number') return kindOf(key) === 'password';
  if (typeof value !== 'string' || value === '') return false;
  return !(/^(?:old)?pwd$/i.test(key) && PATH.test(value));
}

function kindOf(key: string): 'secret' | 'password' | undefined {
  // The name of a rule is no part of a key's name.
  if (key.length > LONGEST || key.includes('[REDACTED:')) return undefined;
  const before = known.get(key);
  if (before !== undefined) return before === 'other' ? undefined : before;
  const kind = HINT.test(key) ? kindOfWords(key) : undefined;
  if (known.size < KNOWN_MAX) known.set(key, kind ?? 'other');
  return kind;
}

function kindOfWords(key: string): 'secret' | 'password' | undefined {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase()
    .replace(/^_+|(?<![_\d])[_\d]+$/g, '');
  if (!EXACT.has(words) && !ENDING.test(words)) return undefined;
  return PASSWORD_LIKE.test(words) ? 'password' : 'secret';
}
