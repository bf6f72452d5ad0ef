import { atWordStart, type RedactionRule } from '../rule.js';
import { HEX64, MIX16, MIX20, MIX32, MIX36, MIX40, MIX64, UPPER16 } from './sample.js';

/** Letters that Azure writes into its keys, so that they can be told. */
const AZURE_MARKS = [
  'jqqj99',
  '+ast',
  '+aba',
  '+amc',
  'acdb',
  '+acr',
  'azse',
  'azca',
  'azfu',
  'azdo',
  'apim',
  'aiot',
  '+asb',
  '+aeh',
  '+arm',
];

/** Keys of clouds that no fixed letters start. */
export const cloudRules: readonly RedactionRule[] = [
  {
    name: 'aws-secret-key',
    keywords: ['akia', 'asia', 'abia', 'acca', 'a3t'],
    pattern:
      /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}["'`]{0,2}[\s,:;|=]{1,8}["'`]{0,2}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/g,
    group: 1,
    examples: [`AKIA${UPPER16},${MIX40}`, `ASIA${UPPER16}:${MIX36}/+Ab`],
  },
  {
    name: 'aws-access-key-id',
    keywords: ['akia', 'asia', 'abia', 'acca', 'a3t'],
    pattern: /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    examples: [`AKIA${UPPER16}`, `ASIA${UPPER16}`],
  },
  {
    name: 'aws-signature',
    keywords: ['signature='],
    pattern: /(?<!(?<!\\|\x1b\[[\d;]{0,12})\w)Signature=([0-9a-fA-F]{40,})/gi,
    group: 1,
    examples: [`X-Amz-Signature=${HEX64}`, `SignedHeaders=host, Signature=${HEX64}`],
  },
  {
    name: 'azure-key',
    keywords: ['accountkey', 'sharedaccesskey', 'sig=', ';secret='],
    pattern:
      /(?:AccountKey=|SharedAccessKey=|[?&;]sig=|;Id=[^;\s"']{1,100};Secret=)([A-Za-z0-9+/%=_-]{20,})/gi,
    group: 1,
    examples: [
      `AccountKey=${MIX64}${MIX20}==`,
      `Endpoint=sb://x/;SharedAccessKey=${MIX40}=`,
      `?sv=2024-01-01&sig=${MIX40}%3D`,
      `Endpoint=https://x.azconfig.io;Id=ab-l0-s0:xyz;Secret=${MIX40}=`,
    ],
  },
  {
    name: 'azure-client-secret',
    keywords: ['q~'],
    pattern: atWordStart(/[\w.~-]{3}\dQ~[\w~.-]{31,40}/g),
    examples: [`abc8Q~${MIX32}`, `X_y7Q~${MIX36}`],
  },
  {
    name: 'azure-marked-key',
    keywords: AZURE_MARKS,
    near: {
      words: AZURE_MARKS,
      before: 90,
      at: /(?<=[A-Za-z0-9+/]{32})(?:JQQJ99|\+ASt|\+ABa|\+AMC|ACDb|\+ACR|AzSe|AzCa|AzFu|AZDO|APIM|AIoT|\+ASb|\+AEh|\+ARm)[A-Za-z0-9+/]{4}/y,
    },
    pattern:
      /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{32,90}(?:JQQJ99|\+ASt|\+ABa|\+AMC|ACDb|\+ACR|AzSe|AzCa|AzFu|AZDO|APIM|AIoT|\+ASb|\+AEh|\+ARm)[A-Za-z0-9+/]{4,40}={0,2}/g,
    accept: ({ match }) => /\d/.test(match) && /[A-Z]/.test(match) && /[a-z]/.test(match),
    examples: [
      `${MIX40}${MIX36}+ASt${MIX16.slice(0, 6)}==`,
      `${MIX32}${MIX20}JQQJ99${MIX20}AAAA`,
      `${MIX40}ab+ACR${MIX16.slice(0, 6)}`,
    ],
  },
  {
    name: 'terraform-token',
    keywords: ['.atlasv1.'],
    pattern: atWordStart(/[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}/g),
    examples: [`${MIX16}.atlasv1.${MIX64}`.slice(2), `${MIX20}.atlasv1.${MIX64}abc`.slice(6)],
  },
  {
    name: 'firebase-key',
    keywords: [':apa91b'],
    pattern: /AAAA[\w-]{7}:APA91b[\w-]{80,}/g,
    examples: [
      `AAAA${MIX16.slice(9)}:APA91b${MIX64}${MIX40}`,
      `AAAAabc-_12:APA91b${MIX64}${MIX64}`,
    ],
  },
];
