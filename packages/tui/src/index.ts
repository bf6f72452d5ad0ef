export { formatDuration, formatElapsed } from './present/duration.js';
export { clockTime, relativeTime } from './present/relative-time.js';
export { excerpt, safeText } from './present/safe-text.js';
export type { StatusLook, Tone } from './present/status.js';
export { SESSION_STATUS, TIMELINE_STATUS } from './present/status.js';
export type { TimelineNode, TimelineStatus } from './present/timeline.js';
export { timelineOf } from './present/timeline.js';
