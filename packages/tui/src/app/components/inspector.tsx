import { useApp, useInput, usePaste } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import { keyNames } from '../keys/key-names.js';
import type { InspectorStore } from '../live/inspector-store.js';
import type { Theme } from '../present/theme.js';
import { FrameView } from './frame-view.js';

/** The inspector on the screen: reads the keys, draws the store's frame, leaves when told to. */
export function Inspector({ store, theme }: { store: InspectorStore; theme: Theme }) {
  const { exit } = useApp();
  const lines = useSyncExternalStore(store.subscribe, store.frame);
  const quit = useSyncExternalStore(store.subscribe, store.hasQuit);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.press(name);
  });
  usePaste((text) => store.dispatch({ type: 'paste', text }));
  useEffect(() => {
    if (quit) exit();
  }, [quit, exit]);
  return <FrameView lines={lines} theme={theme} />;
}
