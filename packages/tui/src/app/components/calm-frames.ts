/** Something that tells when there is something new, and which key was pressed when. */
interface Source {
  readonly subscribe: (listener: () => void) => () => void;
  /** How many keys were pressed. */
  readonly presses: () => number;
}

/**
 * The same source for a screen reader, which begins anew with each frame: what keys bring about is
 * told at once, what comes by itself only every few seconds.
 */
export function calmFrames({ subscribe, presses }: Source): Pick<Source, 'subscribe'> {
  return {
    subscribe: (listener) => {
      let timer: NodeJS.Timeout | undefined;
      let answered = presses();
      const tell = () => {
        clearTimeout(timer);
        timer = undefined;
        listener();
      };
      const leave = subscribe(() => {
        const pressed = presses() !== answered;
        answered = presses();
        if (pressed) tell();
        else timer ??= setTimeout(tell, CALM_MS);
      });
      return () => {
        clearTimeout(timer);
        leave();
      };
    },
  };
}

const CALM_MS = 10_000;
