import { useCallback, useSyncExternalStore } from "react";
import { announce } from "../../ui/announce.ts";
import { showToast } from "../../ui/toast.ts";
import { limits } from "#contract/limits.ts";
import { sendFile } from "./send-file.ts";
import { readKept, writeKept } from "./shelf.ts";
import { createUploads, type Upload } from "./uploads.ts";

const uploads = createUploads<File>({
  kept: readKept(sessionStorage),
  keep: (files) => writeKept(sessionStorage, files),
  send: sendFile,
  newKey: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
});

export const { remove: removeUpload, restore: restoreUploads, retry: retryUpload, take: takeUploads } = uploads;

/** Attaches files to the next reply of a session. */
export const attachFiles = (sessionId: string, files: readonly File[]): void => {
  if (files.length === 0) return;
  const tooMany = uploads.add(sessionId, files);
  if (tooMany > 0) showToast(`A reply takes at most ${limits.attachments} files along.`, { tone: "failed" });
  else
    announce(files.length === 1 ? `${files[0]?.name} is being attached` : `${files.length} files are being attached`);
};

/** The files that go with the next reply of a session. */
export const useUploads = (sessionId: string): readonly Upload[] =>
  useSyncExternalStore(
    uploads.subscribe,
    useCallback(() => uploads.of(sessionId), [sessionId]),
  );
