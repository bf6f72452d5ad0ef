import { atWordStart, type RedactionRule } from '../rule.js';
import { HEX32, HEX40, MIX16, MIX20, MIX32, MIX40, MIX64, UPPER16 } from './sample.js';

/** Tokens that are told by what stands in them or behind them, not by how they start. */
export const markedRules: readonly RedactionRule[] = [
  {
    name: 'twitter-token',
    keywords: ['aaaaaaaaaaaaaaaaaaaaa'],
    pattern: atWordStart(/A{21,22}[A-Za-z0-9]{4,40}%[0-9A-Fa-f]{2}[\w%-]{60,}/g),
    examples: [
      `${'A'.repeat(22)}MLhe${MIX16}%2B${MIX64}`,
      `${'A'.repeat(21)}${MIX16}%3D${MIX40}%2F${MIX32}`,
    ],
  },
  {
    name: 'asana-token',
    keywords: ['asana'],
    pattern: /(?<![\w/])(?:[01]\/\d{10,20}|2\/\d{10,20}\/\d{10,20}):[0-9a-f]{32}(?![0-9a-f])/g,
    examples: [`asana: 1/1200345678901234:${HEX32}`, `ASANA=2/120034567890/120034567891:${HEX32}`],
  },
  {
    name: 'bundle-credentials',
    keywords: ['bundle_'],
    pattern: /BUNDLE_[A-Z0-9_]{1,80}__[A-Z0-9_]{1,40}=["']?([^\s"'<>$]{2,}:[^\s"'<>$]{4,})/g,
    group: 1,
    examples: [
      `BUNDLE_GEMS__EXAMPLE__COM=${HEX32.slice(0, 8)}:${HEX32.slice(8, 16)}`,
      `export BUNDLE_ENTERPRISE__EXAMPLE__COM='me:${MIX16}'`,
    ],
  },
  {
    name: 'okta-token',
    keywords: ['okta', 'ssws'],
    pattern: /(?:okta[^\r\n]{0,60}?|SSWS\s{1,4})(?<![\w-])(00[\w-]{40})(?![\w-])/gi,
    group: 1,
    examples: [`OKTA_KEY: 00${MIX40}`, `SSWS 00${MIX20}${UPPER16}_-ab`],
  },
  {
    name: 'newrelic-license',
    keywords: ['ffffnral', '-nrma'],
    near: {
      words: ['ffffnral', '-nrma'],
      before: 42,
      at: /(?<=[0-9a-f]{26})FFFFNRAL|(?<=[0-9a-f]{36})-NRMA/y,
    },
    pattern:
      /(?:(?:[0-9a-f]{32}|eu01xx[0-9a-f]{26})FFFFNRAL|(?:AA[0-9a-f]{40}|eu01xx[0-9a-f]{36})-NRMA)/g,
    examples: [`${HEX32}FFFFNRAL`, `eu01xx${HEX32.slice(6)}FFFFNRAL`, `AA${HEX40}-NRMA`],
  },
  {
    name: 'maxmind-key',
    keywords: ['_mmk'],
    near: { words: ['_mmk'], before: 36, at: /(?<=[A-Za-z0-9]{29})_mmk/y },
    pattern: atWordStart(/[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/g),
    examples: [`abC123_${MIX20}${MIX16.slice(7)}_mmk`, `Zyx987_${MIX32.slice(3)}_mmk`],
  },
  {
    name: 'rapidapi-key',
    keywords: ['msh'],
    near: { words: ['msh'], before: 10, at: /(?<=[0-9a-f]{10})msh[0-9a-f]{15}p1/y },
    pattern: /[0-9a-f]{10}msh[0-9a-f]{15}p1[0-9a-f]{6}jsn[0-9a-f]{12}/g,
    examples: [
      `${HEX32.slice(0, 10)}msh${HEX32.slice(0, 15)}p1${HEX32.slice(0, 6)}jsn${HEX32.slice(0, 12)}`,
      `${HEX32.slice(9, 19)}msh${HEX32.slice(4, 19)}p1${HEX32.slice(3, 9)}jsn${HEX32.slice(7, 19)}`,
    ],
  },
  {
    name: 'deepl-key',
    keywords: [':fx'],
    near: { words: [':fx'], before: 36, at: /(?<=-[0-9a-f]{12}):fx/y },
    pattern: /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}:fx(?![\w-])/g,
    examples: [
      `${HEX32.slice(0, 8)}-${HEX32.slice(8, 12)}-4abc-8def-${HEX32.slice(0, 12)}:fx`,
      `${HEX32.slice(4, 12)}-${HEX32.slice(2, 6)}-4cba-9def-${HEX32.slice(3, 15)}:fx`,
    ],
  },
  {
    name: 'storyblok-token',
    keywords: ['tt-'],
    near: { words: ['tt-'], before: 22, at: /(?<=[0-9A-Za-z]{22})tt-\d{5,6}-/y },
    pattern: atWordStart(/[0-9A-Za-z]{22}tt-\d{5,6}-[\w-]{20}/g),
    examples: [`${MIX20}abtt-123456-${MIX20}`, `${MIX20}Z9tt-98765-${UPPER16}abcd`],
  },
  {
    name: 'password-hash',
    keywords: [
      '$1$',
      '$2a$',
      '$2b$',
      '$2y$',
      '$5$',
      '$6$',
      '$y$',
      '$apr1$',
      '$argon2',
      '$pbkdf2',
      'pbkdf2_sha',
      '$scrypt$',
      '{ssha',
      '{sha}',
      '$krb5',
    ],
    pattern:
      /(?:\$(?:1|5|6|apr1)\$(?:rounds=\d{1,9}\$)?[\w./-]{1,16}\$[\w./]{22,}|\$2[aby]\$\d\d\$[\w./]{53}|\$y\$[\w./]{1,16}\$[\w./]{4,}\$[\w./]{20,}|\$argon2(?:id|i|d)\$[\w=,$]{3,60}\$[\w+/]{8,}\$[\w+/]{16,}|\$(?:scrypt|pbkdf2)[\w-]{0,10}\$[\w=,$+/.]{20,}|pbkdf2_sha\d{1,3}\$\d{1,9}\$[\w+/=-]{4,}\$[\w+/=]{20,}|\{S?SHA(?:256|384|512)?\}[\w+/]{24,}={0,2}|\$krb5[\w]{2,8}\$\d{1,3}\$[^\s"']{40,})/g,
    examples: [
      `root:$6$${MIX16}$${MIX64}${MIX20}ab:19000:0:99999:7:::`,
      `admin:$apr1$abcdefgh$${MIX20}ab`,
      `$2y$10$${MIX40}${MIX16.slice(3)}`,
      `$argon2id$v=19$m=65536,t=3,p=4$${MIX16}$${MIX40}`,
      `pbkdf2_sha256$260000$${MIX16}$${MIX40}=`,
      `userPassword: {SSHA}${MIX32}`,
      `$y$j9T$${MIX16}$${MIX40}`,
    ],
  },
];
