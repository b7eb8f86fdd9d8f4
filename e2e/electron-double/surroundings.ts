import { readFileSync } from "node:fs";
import { EventEmitter } from "node:events";
import type { NativeImage, NativeTheme, Screen } from "electron";

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

const isPng = (path: string) => {
  try {
    return readFileSync(path).subarray(0, 4).equals(pngStart);
  } catch {
    return false;
  }
};

export const nativeImage = {
  /** Like Electron's, an image that can't be read is empty rather than an error. */
  createFromPath: (path: string): NativeImage => {
    const image: Pick<NativeImage, "isEmpty"> = { isEmpty: () => !isPng(path) };
    return image as NativeImage;
  },
};

class DoubleTheme extends EventEmitter implements Pick<NativeTheme, "shouldUseDarkColors"> {
  /** As Playwright's pages see it. */
  readonly shouldUseDarkColors = false;
}
export const nativeTheme = new DoubleTheme();

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };

export const screen: Pick<Screen, "getAllDisplays"> = {
  getAllDisplays: () => [{ workArea, bounds: workArea } as ReturnType<Screen["getAllDisplays"]>[number]],
};
