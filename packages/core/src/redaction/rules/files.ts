import type { Candidate, RedactionRule } from '../rule.js';
import { isLiteral } from './literal.js';
import { HEX40, MIX16, MIX20, MIX32, MIX40, MIX64 } from './sample.js';

/** Secrets told by the file, the string or the command that they stand in. */
export const fileRules: readonly RedactionRule[] = [
  {
    name: 'connection-password',
    keywords: ['password', 'pwd'],
    also: [';'],
    near: {
      words: ['password', 'pwd'],
      before: 700,
      at: /(?:password|pwd)\s{0,4}=/iy,
    },
    pattern:
      /(?<![\w.])(?:server|data source|source|host|hostname|address|addr|initial catalog|database|dbname|user id|user|username|uid|port|endpoint|integrated security)\s{0,2}=[^;=\r\n"'(){}]{0,120};(?:[\w .-]{1,40}=[^;=\r\n"'(){}]{0,120};){0,3}\s{0,2}(?:password|pwd)\s{0,4}=\s{0,2}["']?([^;"'\s\\]{3,})/gi,
    group: 1,
    accept: isGiven,
    examples: [
      `Server=db,1433;Database=app;User Id=sa;Password=${MIX16};Encrypt=True`,
      `Data Source=x;Initial Catalog=y;uid=me;pwd=swordfish;`,
      `jdbc:sqlserver://host:1433;databaseName=app;user=sa;password=${MIX16}`,
    ],
  },
  {
    name: 'xml-secret',
    keywords: ['password', 'passwd', 'secret', 'token', 'apikey', 'passphrase'],
    also: ['</', 'value='],
    pattern:
      /(?:(?:password|passwd|secret|token|api-?key|passphrase)>|<add\s{1,4}key=\\{0,16}["'][^"'\\]{0,60}(?:password|secret|token|api-?key)\\{0,16}["']\s{1,4}value=\\{0,16}["'])([^<>"'\s\\][^<>"'\r\n\\]{3,4096})(?=<\\{0,16}\/|\\{0,16}["'])/gi,
    group: 1,
    accept: isGiven,
    examples: [
      `<add key="ClearTextPassword" value="${MIX16}" />`,
      `<server><id>x</id><password>${MIX20}</password></server>`,
      `<clientSecret>${MIX32}</clientSecret>`,
    ],
  },
  {
    name: 'pgpass',
    keywords: [':543', ':6432:', ':*:'],
    pattern:
      /(?<![\w.*-])[\w.*-]{1,253}:(?:543\d|6432|\*):[\w.*-]{1,63}:[\w.*-]{1,63}:(?!\[REDACTED:)((?:\\[:\\]|[^\s:\\]){4,})/g,
    group: 1,
    examples: [`localhost:5432:app:me:${MIX16}`, `*:*:*:postgres:swordfish`],
  },
  {
    name: 'docker-auth',
    keywords: ['"auth', '"identitytoken', 'auth\\"'],
    pattern: /"(?:auth|identitytoken)\\{0,8}"\s{0,8}:\s{0,8}\\{0,8}"([\w+/=.-]{12,})/g,
    group: 1,
    examples: [
      `{"auths":{"https://index.docker.io/v1/":{"auth":"${MIX32}=="}}}`,
      `\\"auth\\": \\"${MIX20}\\"`,
    ],
  },
  {
    name: 'kubeconfig-key',
    keywords: ['client-key-data'],
    pattern: /client-key-data["'\\]{0,8}:\s{0,4}["'\\]{0,8}([A-Za-z0-9+/=]{20,})/g,
    group: 1,
    examples: [`    client-key-data: LS0tLS1${MIX64}`, `"client-key-data":"LS0tLS1${MIX40}=="`],
  },
  {
    name: 'kubernetes-secret',
    keywords: ['kind:'],
    also: ['data:'],
    pattern:
      /(?<=(?<!(?<!\\|\x1b\[[\d;]{0,12})[\w-])kind:[ \t]{1,4}["']?Secret["']?[ \t]{0,4}\r?\n(?:(?!---)[^\r\n]{0,400}\r?\n){0,24})(?:data|stringData):[ \t]{0,4}\r?\n((?:[ \t]{1,8}[\w.-]{1,253}:[^\r\n]{1,4096}\r?\n?){1,64})/g,
    group: 1,
    examples: [
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${MIX20}\n  user: ${MIX16}\n`,
      `kind: Secret\nstringData:\n  pin: ${MIX16}\n`,
    ],
  },
  {
    name: 'netrc',
    keywords: ['machine'],
    also: ['password'],
    pattern:
      /machine\s{1,8}\S{1,253}\s{1,8}(?:login\s{1,8}\S{1,100}\s{1,8})?(?:account\s{1,8}\S{1,100}\s{1,8})?password\s{1,8}(\S{3,})/g,
    group: 1,
    examples: [
      `machine example.com password ${MIX16}`,
      `machine api.example.com\n  login me\n  password swordfish`,
    ],
  },
  {
    name: 'command-password',
    keywords: [
      'mysql',
      'mariadb',
      'mongo',
      'sqlcmd',
      'bcp',
      'redis-cli',
      'valkey-cli',
      'ldap',
      'login',
      'psexec',
      'smbclient',
      'snowsql',
      'ipmitool',
    ],
    also: [' -p', ' -a', ' -w', '%'],
    pattern:
      /(?<!(?<!\\|\x1b\[[\d;]{0,12})[\w-])(?:(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mongo|mongosh|mongodump|mongorestore|sqlcmd|bcp|redis-cli|valkey-cli|ldapsearch|ldapmodify|ldapadd|(?:docker|podman|buildah|helm registry|oras|az|oc) login|psexec|smbclient|snowsql|ipmitool)(?=\s)[^\r\n|;&]{0,160}?\s-(?:p\s{0,2}|[Paw]\s{1,2})|smbclient(?=\s)[^\r\n|;&]{0,80}?\s-U\s{0,2}[\w.\\-]{1,64}%)["']?([^\s"'|;&<>-][^\s"'|;&<>]{3,})/g,
    group: 1,
    accept: isGiven,
    examples: [
      `mysql -u root -p${MIX16} app`,
      `redis-cli -h cache -a ${MIX20} ping`,
      `docker login -u me -p ${MIX20} registry.example.com`,
      `ldapsearch -x -D cn=admin -w ${MIX16}`,
    ],
  },
  {
    name: 'jwk-private',
    keywords: ['"kty', 'kty\\"'],
    pattern: /"(?:d|p|q|dp|dq|qi|k)\\{0,8}"\s{0,8}:\s{0,8}\\{0,8}"([\w-]{20,})/g,
    group: 1,
    examples: [`{"kty":"EC","crv":"P-256","d":"${MIX40}abc"}`, `{"k":"${MIX32}","kty":"oct"}`],
  },
  {
    name: 'jenkins-secret',
    keywords: ['{aqaaa'],
    pattern: /\{AQAAA[A-Za-z0-9+/=]{20,}\}/g,
    examples: [`<password>{AQAAABAAAAAQ${MIX40}}</password>`, `{AQAAABAAAAAw${HEX40}==}`],
  },
];

function isGiven({ secret, after }: Candidate): boolean {
  return isLiteral(secret, after) && !/^[$<{%*]/.test(secret);
}
