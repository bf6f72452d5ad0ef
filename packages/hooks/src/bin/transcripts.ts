// What reads transcripts, as a file of its own beside the hook: loaded only when one has grown.
export { ingestForHook } from '../transcript/ingest-for-hook.js';
