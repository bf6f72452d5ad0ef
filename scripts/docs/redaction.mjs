import { REDACTION_RULES } from '../../packages/core/dist/index.js';

/** What the rules find that are told by more than the form of a token. */
const FINDS = {
  'private-key':
    'PEM, OpenSSH, PGP and SSH2 private keys, whole or cut off, in one line with `\\n` too',
  'private-key-end':
    'the last lines of a PEM private key whose start is cut off, indented or in one line too',
  'putty-private-key': 'the private lines of a PuTTY key',
  'github-pat': '`ghp_…`, `github_pat_…`',
  'github-token': '`gho_…`, `ghu_…`, `ghs_…`, `ghr_…`, with or without a JWT in them',
  'gitlab-token': '`glpat-…` and the eleven others of GitLab, `GR1348941…`',
  'atlassian-token': '`ATATT3…`, `ATCTT3…`, `ATBB…`',
  'aws-secret-key': '40 characters behind an access key’s id',
  'aws-access-key-id': '`AKIA…`, `ASIA…`, `ABIA…`, `ACCA…`, `A3T…`',
  'aws-signature': '`Signature=` of a signed address or header',
  'azure-key':
    '`AccountKey=`, `SharedAccessKey=`, `sig=` of a shared access signature, `Secret=` of App Configuration',
  'azure-client-secret': '`…Q~…`',
  'azure-marked-key':
    'keys with the letters that Azure writes into them (`+ASt`, `JQQJ99`, `AzSe`, …)',
  'terraform-token': '`….atlasv1.…`',
  'firebase-key': '`AAAA…:APA91b…`',
  'slack-token': '`xoxb-…` and its like, `xapp-…`',
  'discord-token': 'a bot’s token on a line that says Discord',
  'mail-key': '`key-…` of Mailgun, `…-us1` of Mailchimp',
  'slack-webhook': 'the secret part of an address at hooks.slack.com',
  'discord-webhook': 'the same of Discord',
  'teams-webhook': 'the same of Teams',
  'webhook-address': 'the same of Zapier, Tines, IFTTT, Make, Feishu, Lark, Healthchecks',
  'telegram-bot-token': '`123456789:AA…`',
  'twitter-token': '`AAAAAAAAAAAAAAAAAAAAA…%2B…`',
  'asana-token': '`1/…:…`, where Asana is named',
  'bundle-credentials': '`BUNDLE_GEMS__EXAMPLE__COM=…:…`',
  'okta-token': '`00…`, where Okta or `SSWS` is named',
  'newrelic-license': '`…FFFFNRAL`, `…-NRMA`',
  'maxmind-key': '`…_mmk`',
  'rapidapi-key': '`…msh…p1…jsn…`',
  'deepl-key': 'a UUID with `:fx`',
  'storyblok-token': '`…tt-…-…`',
  'password-hash':
    'hashes of crypt, bcrypt, Argon2, scrypt, PBKDF2, Apache, LDAP and Kerberos, as in `/etc/shadow` and `.htpasswd`',
  jwt: 'JSON Web Tokens, signed or encrypted',
  authorization: 'what `Authorization` and `Proxy-Authorization` say',
  'bearer-token': '`Bearer …`, `Basic …`',
  cookie: '`Cookie`, `Set-Cookie`, `--cookie`',
  'key-header': '`X-…-Key`, `-Token`, `-Secret`, `-Auth`',
  'url-password': '`scheme://user:password@`',
  'url-token': '`scheme://token@`',
  'query-secret': '`?token=`, `&sig=`, `#access_token=` and their like',
  'connection-password': '`Password=` among the fields of a connection string',
  'xml-secret': '`<password>…</password>`, `<add key="…Password" value="…">`',
  pgpass: 'a line of `.pgpass`',
  'docker-auth': '`"auth": "…"` of `.docker/config.json`',
  'kubeconfig-key': '`client-key-data` of a kubeconfig',
  'kubernetes-secret': 'the data of a Kubernetes `Secret`',
  netrc: 'a machine of `.netrc`',
  'command-password': '`mysql -p…`, `redis-cli -a …`, `docker login -p …` and their like',
  'jwk-private': 'the private members of a JSON Web Key',
  'jenkins-secret': '`{AQAAA…}`',
  'assigned-secret': 'a quoted value behind a name that means a secret',
  'env-secret': '`NAME=value`, where the name ends in `PASSWORD`, `SECRET`, `TOKEN`, `KEY`, …',
  'plain-secret': 'a value without quotes behind such a name, as in YAML, INI and properties',
  'option-secret': '`--password …`, `--token …`, `curl -u user:…`',
};

/** docs/redaction.md: all rules, from the table. */
export function redactionPage() {
  const tokens = REDACTION_RULES.filter(({ formats }) => formats !== undefined);
  const others = REDACTION_RULES.filter(({ formats }) => formats === undefined);
  const count = tokens.flatMap(({ formats }) => formats).length;
  return `# Redaction

Before anything is written, \`[REDACTED:rule]\` takes the place of what a rule has found. ${REDACTION_RULES.length} rules look for it: ${tokens.length} for the ${count} formats of tokens that vendors publish, the others for what is told by where it stands. How they are attacked, and what came out, is in [guarantees.md](guarantees.md); rules of your own, and texts to leave alone, in [configuration.md](configuration.md).

Besides:

- A JSON property whose name means a secret (\`password\`, \`clientSecret\`, \`x-api-key\`, …) loses its value, whatever that is: \`[REDACTED:named-key]\`.
- \`redaction.literals\` go wherever they stand: \`[REDACTED:literal]\`.
- \`[REDACTED:environment]\`: the values of environment variables whose names mean a secret, and of those in \`.env\`, \`.env.*\`, \`.envrc\` and \`.dev.vars\` of the project and of the folder that is worked in (not examples or templates; 8 files of 64 KB at most, regular files, no link out of the folder). They go as they are, in URLs, in JSON and in base64. Words, numbers, paths and values of fewer than 8 characters stay, for they stand in texts for other reasons: \`TOKEN=development\` takes nothing away. The values are compared and written nowhere. \`redaction.environment\` switches it off; a project can't.

Ids by which events are paired (sessions, messages, calls, requests), commit hashes and checksums stay.

## What is told by where it stands

${others.map(({ name }) => `- **${name}**: ${describe(name)}`).join('\n')}

## Formats of tokens

\`%a\` is a letter or digit, \`%l\` a small one, \`%u\` a capital one, \`%d\` a digit, \`%h\` and \`%x\` a hexadecimal one, \`%w\` one of \`A-Za-z0-9_-\`, \`%b\` and \`%t\` one of base64 and of tokens with dots, \`%i\` a UUID; \`{36,}\` is how many.

${tokens.map(({ name, formats }) => `- **${name}**: ${formats.map((format) => `\`${format}\``).join(' ')}`).join('\n')}
`;
}

function describe(name) {
  if (FINDS[name] === undefined)
    throw new Error(`scripts/docs/redaction.mjs doesn't say what ${name} finds`);
  return FINDS[name];
}
