import { atWordStart, type RedactionRule } from '../rule.js';
import { HEX40, MIX20, MIX32, MIX36, MIX64 } from './sample.js';

/** Tokens of code hosts, package registries and build services. */
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
    pattern: /gh[ousr]_[A-Za-z0-9_]{36,}(?:\.[\w-]{20,}){0,2}/g,
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
    ],
    pattern: /gl(?:pat|dt|rt|ptt|cbt|oas|ft|imt|agent|soat)-[\w-]{20,}(?:\.[\w.-]{2,20})?/g,
    examples: [`glpat-${MIX20}`, `gldt-${MIX20}`, `glrt-${MIX20}`, `glptt-${HEX40}`],
  },
  {
    name: 'atlassian-token',
    keywords: ['atatt3', 'atctt3', 'atbb'],
    pattern: /(?:AT[AC]TT3[\w=-]{60,}|ATBB[A-Za-z0-9]{28,})/g,
    examples: [`ATATT3xFf${MIX64}_${MIX64}=1A2B3C4D`, `ATBB${MIX32}`],
  },
  {
    name: 'npm-token',
    keywords: ['npm_'],
    pattern: atWordStart(/npm_[A-Za-z0-9]{36,}/g),
    examples: [`npm_${MIX36}`, `//registry.example.com/:_authToken=npm_${MIX36}`],
  },
  {
    name: 'pypi-token',
    keywords: ['pypi-'],
    pattern: atWordStart(/pypi-[\w-]{50,}/g),
    examples: [`pypi-AgEIcHlwaS5vcmc${MIX64}`, `pypi-AgENdGVzdC5weXBpLm9yZw${MIX64}`],
  },
  {
    name: 'docker-token',
    keywords: ['dckr_pat_', 'dckr_oat_'],
    pattern: /dckr_[op]at_[\w-]{20,}/g,
    examples: [`dckr_pat_${MIX32}`, `dckr_oat_${MIX32}`],
  },
  {
    name: 'registry-token',
    keywords: ['rubygems_', 'oy2', 'akcp', 'ccipat_', 'bkua_', 'squ_', 'sqp_', 'sqa_', 'pnu_'],
    pattern: atWordStart(
      /(?:rubygems_[a-f0-9]{48}|oy2[a-z0-9]{43}|AKCp[A-Za-z0-9]{60,}|CCIPAT_[\w]{30,}|bkua_[a-f0-9]{40}|sq[upa]_[a-f0-9]{40}|pnu_[A-Za-z0-9]{36})/g,
    ),
    examples: [
      `rubygems_${HEX40}12ab34cd`,
      `AKCp${MIX64}${MIX20}`,
      `CCIPAT_${MIX20}_${HEX40}`,
      `bkua_${HEX40}`,
      `squ_${HEX40}`,
      `pnu_${MIX36}`,
    ],
  },
];
