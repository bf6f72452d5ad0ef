import { stripTypeScriptTypes } from 'node:module';
import regexp from 'eslint-plugin-regexp';

/** What Biome can't tell: a pattern that takes more than linear time on some text. */
export default [
  {
    files: ['packages/*/src/**/*.ts'],
    plugins: { regexp },
    processor: {
      meta: { name: 'typescript', version: '1' },
      // Types become blanks: places stay the same.
      preprocess: (text) => [stripTypeScriptTypes(text)],
      postprocess: ([messages]) => messages,
    },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': ['error', { ignorePartial: false, ignoreSticky: true }],
    },
  },
];
