import { atWordStart, type RedactionRule, startingWith } from '../rule.js';
import { HEX32, HEX64, MIX20, MIX32, MIX36, MIX40, MIX64 } from './sample.js';

const VENDOR_STARTS = ['gsk_', 'pplx-', 'xai-', 'nvapi-', 'r8_', 'tvly-', 'lsv2_', 'sk_'];
const VENDOR_KEY = atWordStart(
  /(?:gsk_[A-Za-z0-9]{40,}|pplx-[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{60,}|nvapi-[\w-]{40,}|r8_[A-Za-z0-9]{30,}|tvly-[\w-]{20,}|lsv2_(?:pt|sk)_[\w]{32,}|sk_[0-9a-f]{48})/g,
);

/** Keys of model vendors. */
export const aiRules: readonly RedactionRule[] = [
  {
    name: 'anthropic-key',
    keywords: ['sk-ant-'],
    pattern: /sk-ant-[\w-]{16,}/g,
    examples: [`sk-ant-api03-${MIX64}-${MIX20}AA`, `sk-ant-oat01-${MIX40}`],
  },
  {
    name: 'openai-key',
    keywords: ['sk-'],
    pattern: atWordStart(/sk-(?:(?:proj|svcacct|admin|or-v1|lf)-[\w-]{20,}|[A-Za-z0-9]{20,})/g),
    examples: [`sk-${MIX40}`, `sk-proj-${MIX64}_${MIX20}`, `sk-or-v1-${HEX64}`],
  },
  {
    name: 'huggingface-token',
    keywords: ['hf_'],
    pattern: atWordStart(/hf_[A-Za-z0-9]{30,}/g),
    examples: [`hf_${MIX36}`, `hf_${MIX40}`],
  },
  {
    name: 'google-api-key',
    keywords: ['aiza'],
    pattern: /AIza[\w-]{35}/g,
    examples: [`AIza${MIX32}a-_`, `AIza${MIX32}_x9`],
  },
  {
    name: 'ai-vendor-key',
    keywords: VENDOR_STARTS,
    near: startingWith(VENDOR_STARTS, VENDOR_KEY),
    pattern: VENDOR_KEY,
    examples: [
      `gsk_${MIX64}`,
      `pplx-${MIX40}`,
      `xai-${MIX64}`,
      `nvapi-${MIX64}`,
      `r8_${MIX36}`,
      `tvly-dev-${MIX32}`,
      `lsv2_pt_${HEX32}_${HEX32}`,
      `sk_${HEX32}${HEX32}`.slice(0, 51),
    ],
  },
];
