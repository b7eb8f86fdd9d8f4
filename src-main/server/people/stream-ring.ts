/** The last frames of the stream, bounded in number and size, so that a screen that was away can catch up. */
export interface FrameRing<Viewer> {
  /** The number of the newest frame. */
  seq(): number;
  /** Numbers and keeps a frame that is built from its number; `isFor` tells who may see it, everyone when left out. */
  push(build: (seq: number) => string, isFor?: (viewer: Viewer) => boolean): Frame<Viewer>;
  /** Counts a change without keeping it: who asks for what came before it must start over. */
  skip(): void;
  /** The frames after `since`, or undefined when some of them are no longer kept or were never given out. */
  after(since: number): Frame<Viewer>[] | undefined;
}

export interface Frame<Viewer> {
  seq: number;
  text: string;
  isFor(viewer: Viewer): boolean;
}

const everyone = () => true;

/** `start` is the number before the first frame; each start of the hub has numbers above those of the starts before. */
export const createFrameRing = <Viewer>(start: number, most: { frames: number; chars: number }): FrameRing<Viewer> => {
  let frames: Frame<Viewer>[] = [];
  let chars = 0;
  let newest = start;
  // Dropped in large pieces, so that the array is not moved for each frame.
  const trim = () => {
    if (frames.length <= most.frames * 2 && chars <= most.chars * 2) return;
    let keep = 0;
    let kept = 0;
    while (keep < most.frames && keep < frames.length && kept <= most.chars) {
      keep += 1;
      kept += frames.at(-keep)?.text.length ?? 0;
    }
    frames = frames.slice(frames.length - keep);
    chars = kept;
  };
  return {
    seq: () => newest,
    push(build, isFor = everyone) {
      newest += 1;
      const frame: Frame<Viewer> = { seq: newest, text: build(newest), isFor };
      frames.push(frame);
      chars += frame.text.length;
      trim();
      return frame;
    },
    skip() {
      newest += 1;
      frames = [];
      chars = 0;
    },
    after(since) {
      if (since > newest) return undefined;
      const oldest = frames[0]?.seq ?? newest + 1;
      if (since < oldest - 1) return undefined;
      return frames.slice(since - oldest + 1);
    },
  };
};
