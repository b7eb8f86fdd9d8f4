import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "./root.mjs";

/** @returns {string | null} Electron's program; its package downloads it only later, where its release page is reached. */
const electronProgram = () => {
  const folder = inRoot("node_modules/electron");
  const pathFile = `${folder}/path.txt`;
  if (!existsSync(pathFile)) return null;
  const program = `${folder}/dist/${readFileSync(pathFile, "utf8").trim()}`;
  return existsSync(program) ? program : null;
};

/**
 * The program that opens a window here, or why there is none.
 * @returns {{ program: string } | { why: string }}
 */
export const findDesktopProgram = () => {
  const program = electronProgram();
  if (program === null) return { why: "Electron's program is not installed" };
  if (process.platform === "linux") {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { why: "there is no display" };
    if (process.getuid?.() === 0) return { why: "it does not run as root" };
  }
  return { program };
};
