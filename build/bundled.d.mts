import type { Plugin } from "vite";
export function noteBundled(folder: string, name: string, files: Iterable<string>): void;
export function bundledFiles(folder: string, names?: string[]): string[];
export function notingBundled(folder: string, name: string): Plugin;
