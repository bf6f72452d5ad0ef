import type { RedactionRule } from '../rule.js';
import { HEX40, MIX20, MIX32, MIX36, MIX64 } from './sample.js';

/** Tokens of code hosts that are told wherever they stand, in the middle of a word too. */
export const forgeRules: readonly RedactionRule[] = [
  {
    name: 'github-pat',
    keywords: ['ghp_', 'github_pat_'],
    pattern: /(?:ghp_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g,
    examples: [`ghp_${MIX36}`, `github_pat_11${MIX20}_${MIX64}`],
  },
  {
    name: 'github-token',
    keywords: ['gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /gh[ousr]_(?:\d{1,12}_eyJ[\w-]{8,}|[A-Za-z0-9_]{36,})(?:\.[\w-]{20,}){0,2}/g,
    examples: [`gho_${MIX36}`, `ghu_${MIX36}`, `ghs_${MIX36}`, `ghr_${MIX64}`],
  },
  {
    name: 'gitlab-token',
    keywords: [
      'glpat-',
      'gldt-',
      'glrt-',
      'glptt-',
      'glcbt-',
      'gloas-',
      'glft-',
      'glimt-',
      'glagent-',
      'glsoat-',
      'glffct-',
      'glwt-',
      'gr1348941',
    ],
    pattern:
      /(?:gl(?:pat|dt|rt|ptt|cbt|oas|ft|imt|agent|soat|ffct|wt)-|GR1348941)[\w=-]{20,}(?:\.[\w.-]{2,20})?/g,
    examples: [
      `glpat-${MIX20}`,
      `gldt-${MIX20}`,
      `glrt-${MIX20}`,
      `glptt-${HEX40}`,
      `GR1348941${MIX20}`,
    ],
  },
  {
    name: 'atlassian-token',
    keywords: ['atatt3', 'atctt3', 'atbb'],
    pattern: /(?:AT[AC]TT3[\w=+/-]{60,}|ATBB[\w=.-]{28,})/g,
    examples: [`ATATT3xFf${MIX64}_${MIX64}=1A2B3C4D`, `ATBB${MIX32}`],
  },
];
