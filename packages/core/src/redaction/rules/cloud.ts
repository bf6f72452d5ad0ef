import { atWordStart, type RedactionRule } from '../rule.js';
import {
  HEX32,
  HEX40,
  HEX64,
  MIX16,
  MIX20,
  MIX32,
  MIX36,
  MIX40,
  MIX64,
  UPPER16,
} from './sample.js';

/** Keys of clouds and what runs in them. */
export const cloudRules: readonly RedactionRule[] = [
  {
    name: 'aws-access-key-id',
    keywords: ['akia', 'asia', 'abia', 'acca'],
    pattern: /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    examples: [`AKIA${UPPER16}`, `ASIA${UPPER16}`],
  },
  {
    name: 'aws-signature',
    keywords: ['signature='],
    pattern: /\bSignature=([0-9a-fA-F]{40,})/gi,
    group: 1,
    examples: [`X-Amz-Signature=${HEX64}`, `SignedHeaders=host, Signature=${HEX64}`],
  },
  {
    name: 'google-oauth-token',
    keywords: ['ya29.', 'gocspx-', '1//0'],
    pattern: atWordStart(/(?:ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}|1\/\/0[\w-]{30,})/g),
    examples: [`ya29.${MIX64}`, `GOCSPX-${MIX32}`, `1//0g${MIX40}`],
  },
  {
    name: 'azure-key',
    keywords: ['accountkey', 'sharedaccesskey', 'sig=', 'q~'],
    pattern:
      /(?:AccountKey=|SharedAccessKey=|[?&;]sig=)([A-Za-z0-9+/%=_-]{20,})|(?<![\w~.-])\w{3}\dQ~[\w~.-]{31,40}/gi,
    examples: [
      `AccountKey=${MIX64}${MIX20}==`,
      `Endpoint=sb://x/;SharedAccessKey=${MIX40}=`,
      `?sv=2024-01-01&sig=${MIX40}%3D`,
      `abc8Q~${MIX32}`,
    ],
  },
  {
    name: 'digitalocean-token',
    keywords: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    pattern: /do[opr]_v1_[a-f0-9]{64}/g,
    examples: [`dop_v1_${HEX64}`, `dor_v1_${HEX64}`],
  },
  {
    name: 'databricks-token',
    keywords: ['dapi'],
    pattern: atWordStart(/dapi[a-f0-9]{32}(?:-\d)?/g),
    examples: [`dapi${HEX32}`, `dapi${HEX32}-2`],
  },
  {
    name: 'vault-token',
    keywords: ['hvs.', 'hvb.', 'hvr.', '.atlasv1.'],
    pattern: atWordStart(/(?:hv[sbr]\.[\w-]{24,}|[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,})/g),
    examples: [`hvs.${MIX64}`, `hvb.${MIX32}`, `${MIX16}.atlasv1.${MIX64}`.slice(2)],
  },
  {
    name: 'doppler-token',
    keywords: ['dp.'],
    pattern: atWordStart(/dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{1,64}\.)?[A-Za-z0-9]{40,}/g),
    examples: [`dp.pt.${MIX40}`, `dp.st.dev.${MIX40}`],
  },
  {
    name: 'platform-token',
    keywords: [
      'ltai',
      'pul-',
      'sbp_',
      'sb_secret_',
      'pscale_',
      'nfp_',
      'npg_',
      'tskey-',
      'hrku-',
      'fo1_',
      'flyv1',
      'ops_ey',
    ],
    pattern: atWordStart(
      /(?:LTAI[A-Za-z0-9]{12,}|pul-[a-f0-9]{40}|sbp_[a-f0-9]{40}|sb_secret_[\w-]{20,}|pscale_(?:tkn|pw|oauth)_[\w.=-]{32,}|nfp_[A-Za-z0-9]{36,}|npg_[A-Za-z0-9]{10,}|tskey-[a-z]{2,10}-[\w-]{16,}|HRKU-[\w-]{32,}|fo1_[\w-]{40,}|FlyV1 [\w+/=,-]{20,}|ops_eyJ[\w-]{40,})/g,
    ),
    examples: [
      `LTAI${MIX20}`,
      `pul-${HEX40}`,
      `sbp_${HEX40}`,
      `sb_secret_${MIX32}`,
      `pscale_tkn_${MIX40}`,
      `nfp_${MIX36}`,
      `npg_${MIX16}`,
      `tskey-auth-${MIX16}-${MIX32}`,
      `HRKU-${MIX40}`,
      `fo1_${MIX64}`,
      `FlyV1 fm2_${MIX64}`,
      `ops_eyJ${MIX64}`,
    ],
  },
];
