import { extractFile, getRawHeader } from "@electron/asar";

/** A packed app's archive, and what lies beside it since other programs read it. */
export interface Archive {
  path: string;
  /** With slashes, from the app's own folder; the value says how large it is and whether it lies outside. */
  files: ReadonlyMap<string, { size: number; isUnpacked: boolean }>;
  read(file: string): string;
}

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  unpacked?: boolean;
}

const collect = (entry: Entry, folder: string, files: Map<string, { size: number; isUnpacked: boolean }>): void => {
  for (const [name, child] of Object.entries(entry.files ?? {})) {
    const path = folder ? `${folder}/${name}` : name;
    if (child.files) collect(child, path, files);
    else files.set(path, { size: child.size ?? 0, isUnpacked: child.unpacked === true });
  }
};

/** Reads the list of an archive. Throws when it is none. */
export const openArchive = (path: string): Archive => {
  const files = new Map<string, { size: number; isUnpacked: boolean }>();
  collect(getRawHeader(path).header, "", files);
  return { path, files, read: (file) => extractFile(path, file).toString("utf8") };
};
