import { tmpdir } from "node:os";
import { join } from "node:path";

let folder = join(tmpdir(), "electron-double");

/** Where sessions keep what they keep; the app may set it until the first session is used. */
export const userData = (): string => folder;

export const setUserData = (path: string): void => {
  folder = path;
};
