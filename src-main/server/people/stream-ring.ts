/** The last frames of the stream, bounded in number and size, so that a screen that was away can catch up. */
export interface FrameRing {
  /** The number of the newest frame. */
  seq(): number;
  /** Numbers and keeps a frame that is built from its number; `personId` when only that person may see it. */
  push(build: (seq: number) => string, personId?: string): Frame;
  /** Counts a change without keeping it: who asks for what came before it must start over. */
  skip(): void;
  /** The frames after `since`, or undefined when some of them are no longer kept or were never given out. */
  after(since: number): Frame[] | undefined;
}

export interface Frame {
  seq: number;
  text: string;
  personId: string | undefined;
}

/** `start` is the number before the first frame; each start of the hub has numbers above those of the starts before. */
export const createFrameRing = (start: number, most: { frames: number; chars: number }): FrameRing => {
  let frames: Frame[] = [];
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
    push(build, personId) {
      newest += 1;
      const frame: Frame = { seq: newest, text: build(newest), personId };
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
