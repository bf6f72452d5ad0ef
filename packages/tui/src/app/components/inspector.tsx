import { useApp, useInput, usePaste } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import { keyNames } from '../keys/key-names.js';
import type { InspectorStore } from '../live/inspector-store.js';
import { SpokenFrame } from './spoken-frame.js';

/** What lets the terminal be used by others for a while, as Ink does it. */
type Suspend = (job: () => Promise<void>) => Promise<void>;

/** What the inspector works on. */
export interface InspectorProps {
  readonly store: InspectorStore;
  /** Frames for a screen reader; otherwise they are painted elsewhere. */
  readonly spoken: Pick<InspectorStore, 'subscribe'> | null;
  /** Takes what lends the terminal out, as soon as there is a screen. */
  readonly onSuspendable: (suspend: Suspend) => void;
}

/** The inspector on the terminal: reads the keys, leaves when told to. */
export function Inspector({ store, spoken, onSuspendable }: InspectorProps) {
  const { exit, suspendTerminal } = useApp();
  const quit = useSyncExternalStore(store.subscribe, store.hasQuit);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.press(name);
  });
  usePaste((text) => store.dispatch({ type: 'paste', text }));
  useEffect(() => onSuspendable(suspendTerminal), [onSuspendable, suspendTerminal]);
  useEffect(() => {
    if (quit) exit();
  }, [quit, exit]);
  return spoken === null ? null : <SpokenFrame store={store} frames={spoken} />;
}
