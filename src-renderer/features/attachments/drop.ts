import { type DragEvent, useEffect, useState } from "react";
import { showToast } from "../../ui/toast.ts";
import { attachFiles } from "./use-uploads.ts";

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes("Files") === true;

/** The files among what was dropped or pasted. A folder is none, and says so. */
const filesOf = (transfer: DataTransfer): File[] => {
  const entries = Array.from(transfer.items, (item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }));
  if (entries.some(({ entry }) => entry?.isDirectory)) {
    showToast("A folder can't be attached. Pack it into one file first.", { tone: "failed" });
  }
  return entries.flatMap(({ file, entry }) => (file && !entry?.isDirectory ? [file] : []));
};

/** A file that misses its target would take the place of the page. */
const useNoLeaving = () => {
  useEffect(() => {
    const stay = (event: globalThis.DragEvent) => {
      if (!hasFiles(event.dataTransfer) || event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    };
    addEventListener("dragover", stay);
    addEventListener("drop", stay);
    return () => {
      removeEventListener("dragover", stay);
      removeEventListener("drop", stay);
    };
  }, []);
};

/** Takes files that are dropped anywhere on an element. */
export const useDrop = (sessionId: string) => {
  useNoLeaving();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    // Moving on to a part of the element leaves another part of it.
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(false);
    attachFiles(sessionId, filesOf(event.dataTransfer));
  };
  return { isOver, handlers: { onDragEnter: over, onDragOver: over, onDragLeave: leave, onDrop: drop } };
};

/** Takes pasted files; true when there were some. A paste that has words too, such as cells of a table, is words. */
export const pasteFiles = (sessionId: string, transfer: DataTransfer): boolean => {
  if (transfer.files.length === 0 || transfer.types.includes("text/plain")) return false;
  attachFiles(sessionId, filesOf(transfer));
  return true;
};
