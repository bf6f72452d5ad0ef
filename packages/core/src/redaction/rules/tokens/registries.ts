import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens of package registries. */
export const registryTokens: readonly RedactionRule[] = [
  tokenRule('npm-token', 'npm_%a{36,}'),
  tokenRule('pypi-token', 'pypi-%w{50,}'),
  tokenRule('docker-token', 'dckr_pat_%w{20,}', 'dckr_oat_%w{20,}'),
  tokenRule('rubygems-key', 'rubygems_%h{48}'),
  tokenRule('nuget-key', 'oy2%l{43}(?!%a)'),
  tokenRule('crates-token', 'cio%a{32}(?!%a)'),
  tokenRule('artifactory-token', 'AKCp%a{60,}', 'cmVmdGtu%a{50,}', 'cmVmdGtuO%b{50,}'),
  tokenRule('clojars-token', 'CLOJARS_%x{60}'),
  tokenRule(
    'packagist-token',
    'packagist_ort_%h{40,}',
    'packagist_uut_%h{40,}',
    'packagist_out_%h{40,}',
  ),
];
