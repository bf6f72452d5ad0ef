/** The main screens, in the order of their number keys. */
export const TABS = [
  { id: 'sessions', key: '1', title: 'Sessions' },
  { id: 'audit', key: '2', title: 'Audit' },
  { id: 'agents', key: '3', title: 'Agents' },
  { id: 'tools', key: '4', title: 'Tools' },
  { id: 'usage', key: '5', title: 'Usage' },
  { id: 'search', key: '6', title: 'Search' },
  { id: 'lessons', key: '7', title: 'Lessons' },
  { id: 'workflows', key: '8', title: 'Workflows' },
  { id: 'health', key: '9', title: 'Health' },
] as const;

/** One of the main screens. */
export type TabId = (typeof TABS)[number]['id'];
