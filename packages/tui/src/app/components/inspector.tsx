import { useApp, useInput, usePaste } from 'ink';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { keyNames } from '../keys/key-names.js';
import type { InspectorStore } from '../live/inspector-store.js';
import type { ThemeState } from '../state/inspector-state.js';
import { FrameView, type Look } from './frame-view.js';

/** What lets the terminal be used by others for a while, as Ink does it. */
type Suspend = (job: () => Promise<void>) => Promise<void>;

/** What the inspector is drawn from. */
export interface InspectorProps {
  readonly store: InspectorStore;
  /** Frames to draw: the store's, or fewer of them. */
  readonly frames: Pick<InspectorStore, 'subscribe'>;
  readonly lookOf: (theme: ThemeState) => Look;
  /** Takes what lends the terminal out, as soon as there is a screen. */
  readonly onSuspendable: (suspend: Suspend) => void;
}

/** The inspector on the screen: reads the keys, draws the store's frame, leaves when told to. */
export function Inspector({ store, frames, lookOf, onSuspendable }: InspectorProps) {
  const { exit, suspendTerminal } = useApp();
  const lines = useSyncExternalStore(frames.subscribe, store.frame);
  const theme = useSyncExternalStore(store.subscribe, store.theme);
  const quit = useSyncExternalStore(store.subscribe, store.hasQuit);
  const look = useMemo(() => lookOf(theme), [lookOf, theme]);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.press(name);
  });
  usePaste((text) => store.dispatch({ type: 'paste', text }));
  useEffect(() => onSuspendable(suspendTerminal), [onSuspendable, suspendTerminal]);
  useEffect(() => {
    if (quit) exit();
  }, [quit, exit]);
  return <FrameView lines={lines} look={look} />;
}
