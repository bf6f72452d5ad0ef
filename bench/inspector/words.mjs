/** Where work goes on. */
export const PROJECTS = [
  '/home/dev/src/atlas',
  '/home/dev/src/spoor',
  '/home/dev/src/billing-service',
  '/home/dev/src/web/storefront',
  '/home/dev/src/notes',
  '/home/dev/src/mobile-app',
  '/home/dev/src/infra/terraform-modules',
];

/** What sessions are about. */
export const TITLES = [
  'Make the drain keep its order when two writers meet',
  'Why does the export lose its last line?',
  'Add a filter by project to the audit log',
  'Rename the settings that nobody understands',
  'Upgrade the test runner and mend what breaks',
  'Speed up the first page of search results',
  'Write a migration for the new column of invoices',
  'Explain how retries are spaced',
  'Find the leak in the websocket handler',
  'Draw the dependency graph as text',
  'Translate the onboarding screens; list missing keys',
  '決済フローのテストを追加する',
  'Reproduce the crash on an empty cart',
  'Replace the hand-made date parser',
  'Review the pull request about session tokens',
  'Split the module that grew to 2,000 lines',
  'Document the backup and how to restore one',
  'Let the build fail on unused exports',
  'Sort out flaky tests in the checkout suite',
  'Move the cron jobs into one scheduler',
  'Add an index and show the plan before and after',
  'Cut the image size of the container in half',
  'Answer: which endpoints have no rate limit?',
  'Convert callbacks of the importer to async',
  'Fix the layout of the invoice at A5 🧾',
  'Check that no secret is logged anywhere',
  'Add keyboard shortcuts to the editor',
  'Bring the error messages into one voice',
  'Measure what the cache really saves',
  'Prepare the release notes of 2.4',
];

/** What was learnt. */
export const LESSONS = [
  [
    'bug',
    'Migrations run before the pool opens',
    'A reader that opens first keeps the old schema.',
  ],
  [
    'pattern',
    'Keyset pages instead of offsets',
    'Offsets read everything before them; a key does not.',
  ],
  ['bug', 'The exporter drops a last line without newline', 'Flush after the loop, not in it.'],
  [
    'performance',
    'Count in the index',
    'An index that covers the query is 30 times smaller than the table.',
  ],
  [
    'preference',
    'Run the suite in a fresh clone',
    'What works here may lean on a file that is not in the repository.',
  ],
  ['security', 'fsync the folder after a rename', 'Else the name may be lost with the power.'],
  [
    'pattern',
    'One writer, many readers',
    'A queue in front of the writer keeps the interface quick.',
  ],
  ['bug', 'Timers keep a process alive', 'Unref what only waits.'],
  ['preference', 'Write the failing test first', 'It shows that the test can fail.'],
  [
    'performance',
    'Do not measure text twice',
    'Widths of the same strings are asked again and again.',
  ],
].map(([category, title, description]) => ({
  category,
  title,
  description,
  tags: [category, title.split(' ')[0].toLowerCase()],
}));
