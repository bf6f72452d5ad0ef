import { type CatchUpOptions, catchUp } from '@spoor/hooks';

/** Brings into the database what waits in the spool and in transcripts. */
export function catchUpAction(context: CatchUpOptions, _input: null): null {
  catchUp({ ...context, patient: true });
  return null;
}
